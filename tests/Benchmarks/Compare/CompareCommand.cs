using System.CommandLine;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Payloads;
using Bus.Benchmarks.Peers;
using Spectre.Console;

namespace Bus.Benchmarks.Compare;

/// <summary>The command line of the comparison.</summary>
internal static class CompareCommand
{
    private static readonly Option<IReadOnlyList<Carrier>> Carriers = new("--carriers")
    {
        Description = $"What is compared, with commas between them: {CarrierNames.ListHelp}. Ratios need dotnetty among them.",
        HelpName = "NAME,...",
        DefaultValueFactory = _ =>
        [
            new DotNettyCarrier(), new ClassicCarrier("memfd"), new LaneCarrier("memfd"), new InlineCarrier("memfd"),
            new LaneCarrier("unix"), new InProcessCarrier(),
        ],
        CustomParser = CarrierNames.ParseList,
    };

    private static readonly Option<IReadOnlyList<Payload>> Payloads = new("--payloads")
    {
        Description = $"What the messages are, with commas between them: {PayloadNames.Help}. Round trips are those of string.",
        HelpName = "NAME,...",
        DefaultValueFactory = _ => [PayloadNames.String],
        CustomParser = PayloadNames.ParseList,
    };

    private static readonly Option<IReadOnlyList<int>> Clients = CommonOptions.List(
        "--clients", 1, 1000, [1, 5, 10, 30], "The numbers of clients with strings, with commas between them; 1 and 10 if --quick.");

    private static readonly Option<IReadOnlyList<int>> PayloadClients =
        CommonOptions.List("--payload-clients", 1, 1000, [1, 10], "The numbers of clients with other payloads, with commas between them.");

    private static readonly Option<int> Rounds = CommonOptions.Rounds();
    private static readonly Option<double> Seconds = CommonOptions.Seconds("--seconds", 0.8, 0.1, "How long each measurement takes.");

    private static readonly Option<double> WarmUp =
        CommonOptions.Seconds("--warmup", 2, 0, "How many seconds each carrier is under load before the first round.");

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Be done within a minute: fewer cells, and as many rounds and seconds as there is time for, unless they are given.",
    };

    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<DirectoryInfo?> Plot = CommonOptions.Plot("Draw throughput and latencies too, into this folder.");
    private static readonly Option<bool> Markdown = CommonOptions.Markdown();

    public static Command Create()
    {
        var command = new Command("compare", "Messages per second and round trips of several carriers, side by side in one run.")
        {
            Carriers, Payloads, Clients, PayloadClients, Rounds, Seconds, WarmUp, Quick, Json, Plot, Markdown,
        };
        command.SetAction((arguments, _) => RunAsync(arguments));
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments)
    {
        var options = Options(arguments);
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (peer, directory, cancelled) =>
        {
            var results = await RunAsync(options, view => Comparison.RunAsync(options, peer, directory, view, cancelled));
            CompareTables.Print(new Tables(AnsiConsole.Console, arguments.GetValue(Markdown)), results);
            if (arguments.GetValue(Json) is { } json)
                await CompareJson.WriteAsync(json, results);
            if (arguments.GetValue(Plot) is { } plot)
                ComparePlots.Save(plot, results);
            return ExitCodes.Ok;
        });
    }

    private static Task<T> RunAsync<T>(CompareOptions options, Func<ICompareView, Task<T>> run) =>
        Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
            ? run(new CompareLines(Console.Out.WriteLine))
            : CompareLive.RunAsync(AnsiConsole.Console, options.Pace.Rounds, run);

    private static CompareOptions Options(ParseResult arguments)
    {
        var pace = new ComparePace(
            arguments.GetValue(Rounds), Span(arguments.GetValue(Seconds)), Span(arguments.GetValue(WarmUp)), TimeSpan.MaxValue);
        var isQuick = arguments.GetValue(Quick);
        var options = new CompareOptions(
            arguments.GetRequiredValue(Carriers),
            arguments.GetRequiredValue(Payloads),
            isQuick && !IsGiven(Clients) ? [1, 10] : arguments.GetRequiredValue(Clients),
            arguments.GetRequiredValue(PayloadClients),
            pace,
            isQuick);
        if (!isQuick)
            return options;
        var quick = ComparePace.Quick(options.Carriers.Count, Cell.Of(options).Count);
        return options with
        {
            Pace = new ComparePace(
                IsGiven(Rounds) ? pace.Rounds : quick.Rounds,
                IsGiven(Seconds) ? pace.Measured : quick.Measured,
                IsGiven(WarmUp) ? pace.WarmUp : quick.WarmUp,
                quick.Limit),
        };

        bool IsGiven(Option option) => arguments.GetResult(option) is { Implicit: false };
        static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(seconds);
    }
}
