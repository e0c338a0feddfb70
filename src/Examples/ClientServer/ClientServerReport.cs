using System.Globalization;
using Spectre.Console;

namespace Bus.Examples.ClientServer;

/// <summary>The comparison at the end.</summary>
internal static class ClientServerReport
{
    public static void Print(IReadOnlyList<Contestant> contestants)
    {
        var table = new Table()
            .Title("Medians of the rounds")
            .AddColumn("Mechanism").AddColumn("Requests", Right).AddColumn("Requests/s", Right)
            .AddColumn("Round trip p50", Right).AddColumn("p99", Right);
        var measured = contestants.Where(contestant => contestant.Turns.Count > 0 && contestant.Impossible is null).ToArray();
        var best = measured.MaxBy(RequestsPerSecond);
        foreach (var contestant in measured)
        {
            var name = Markup.Escape(contestant.Mechanism);
            table.AddRow(
                contestant == best ? $"[green]{name}[/]" : name,
                Number(contestant.Requests),
                Number(RequestsPerSecond(contestant)),
                $"{Number(contestant.MedianOf(turn => turn.Median))} us",
                $"{Number(contestant.MedianOf(turn => turn.NinetyNine))} us");
        }

        AnsiConsole.Write(table);
        foreach (var contestant in contestants.Where(contestant => contestant.Impossible is not null))
            AnsiConsole.MarkupLineInterpolated($"[yellow]{contestant.Mechanism}[/] cannot be used on this machine: {contestant.Impossible}");
    }

    private static double RequestsPerSecond(Contestant contestant) => contestant.MedianOf(turn => turn.RequestsPerSecond);

    private static void Right(TableColumn column) => column.RightAligned();

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
