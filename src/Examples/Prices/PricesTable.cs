using System.Globalization;
using Spectre.Console;

namespace Bus.Examples.Prices;

/// <summary>How all stand, drawn anew again and again while somebody watches.</summary>
internal sealed class PricesTable(IAnsiConsole console)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Shows it until <paramref name="over"/> has completed, and then as it is in the end.</summary>
    public async Task ShowAsync(Market market, Task over)
    {
        if (Console.IsOutputRedirected)
        {
            await over;
            console.Write(Draw(market));
            return;
        }

        await console.Live(Draw(market)).StartAsync(async live =>
        {
            while (!over.IsCompleted)
            {
                await Task.WhenAny(over, Task.Delay(Interval));
                live.UpdateTarget(Draw(market));
            }
        });
        await over;
    }

    private static Table Draw(Market market)
    {
        var table = new Table()
            .Title($"{Number(market.Published)} quotes from {market.Publishers.Count} publishers")
            .AddColumn("Consumer", NoWrap).AddColumn("Handled", Right)
            .AddColumn("Dropped by its mailbox", Right).AddColumn("by its lanes", Right).AddColumn("On the way", Right)
            .AddColumn("Lag p50", Right).AddColumn("p99", Right).AddColumn("longest", Right);
        for (var i = 0; i < market.Consumers.Count; i++)
        {
            var standing = market.OfConsumer(i);
            table.AddRow(
                i == market.Consumers.Count - 1 ? $"[yellow]{i + 1} (slow)[/]" : Number(i + 1),
                Number(standing.Received),
                Number(standing.Dropped),
                Number(market.DroppedOnTheWayTo(i)),
                Number(Math.Max(0, market.Unaccounted(i))),
                Milliseconds(standing.LagMedian), Milliseconds(standing.LagNinetyNine), Milliseconds(standing.LagMaximum));
        }

        return table;
    }

    private static void NoWrap(TableColumn column) => column.NoWrap();

    private static void Right(TableColumn column) => column.RightAligned().NoWrap();

    private static string Milliseconds(double value) => value.ToString("N1", CultureInfo.InvariantCulture) + " ms";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
