using System.CommandLine;
using System.Globalization;
using Bus.Examples.Running;
using Spectre.Console;

namespace Bus.Examples.Prices;

/// <summary>The command line of the price feed.</summary>
internal static class PricesCommand
{
    private static readonly Option<string> Mechanism = MechanismOption.Create();

    private static readonly Option<int> Publishers = NumberOption.Create("--publishers", "N", "How many processes publish.", 1, 32, 2);

    private static readonly Option<int> Consumers =
        NumberOption.Create("--consumers", "N", "How many processes consume; the last of them is slow.", 2, 32, 3);

    private static readonly Option<int> Rate =
        NumberOption.Create("--rate", "N", "Quotes of each publisher in a second.", 1, 10_000_000, 20_000);

    private static readonly Option<int> Seconds = NumberOption.Create("--seconds", "N", "How long they publish.", 1, 3600, 5);

    private static readonly Option<int> Slow =
        NumberOption.Create("--slow", "MS", "Milliseconds that the slow consumer needs for each quote.", 1, 10_000, 1);

    private static readonly Option<bool> StopOne = new("--stop-one")
    {
        Description = "Stop the process of the slow consumer (SIGSTOP) for the second third of the time.",
    };

    public static readonly Example Example = new(
        "prices",
        "A fast feed for fast and slow consumers: a slow one drops what is too much for it, exactly counted, and delays nobody.",
        Configure,
        Publisher.Role,
        ConsumerProcess.Role);

    private static void Configure(Command command)
    {
        foreach (var option in new Option[] { Mechanism, Publishers, Consumers, Rate, Seconds, Slow, StopOne })
            command.Options.Add(option);
        command.SetAction((arguments, _) => ExampleRun.RunAsync("processes", interrupted => RunAsync(
            new PricesOptions(
                arguments.GetRequiredValue(Mechanism),
                arguments.GetValue(Publishers),
                arguments.GetValue(Consumers),
                arguments.GetValue(Rate),
                TimeSpan.FromSeconds(arguments.GetValue(Seconds)),
                TimeSpan.FromMilliseconds(arguments.GetValue(Slow)),
                arguments.GetValue(StopOne)),
            interrupted)));
    }

    private static async Task<bool> RunAsync(PricesOptions options, CancellationToken interrupted)
    {
        var market = await PricesRun.RunAsync(options, new PricesTable(AnsiConsole.Console), interrupted);
        var all = Enumerable.Range(0, market.Consumers.Count).ToArray();
        var handled = all.Sum(consumer => market.OfConsumer(consumer).Received);
        var dropped = all.Sum(consumer => market.OfConsumer(consumer).Dropped + market.DroppedOnTheWayTo(consumer));
        return Verdict.Print(
            [.. PricesCheck.Problems(market)],
            string.Create(CultureInfo.InvariantCulture,
                $"{market.Published} quotes for {market.Consumers.Count} consumers over {options.Mechanism}, {handled} handled in order, {dropped} dropped for the slow one, all accounted for"));
    }
}
