using System.CommandLine;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Machines;
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
        DefaultValueFactory = _ => [new DotNettyCarrier(), .. Classic("memfd", "unix", "seqpacket")],
        CustomParser = CarrierNames.ParseList,
    };

    private static readonly Option<int> Rounds = CommonOptions.Rounds();
    private static readonly Option<double> Seconds = CommonOptions.Seconds("--seconds", 1.2, 0.1, "How long each measurement takes.");

    private static readonly Option<IReadOnlyList<int>> Clients =
        CommonOptions.List("--clients", 1, 1000, [1, 5, 10, 30], "The numbers of clients, with commas between them.");

    private static readonly Option<double> WarmUp =
        CommonOptions.Seconds("--warmup", 3, 0, "How many seconds each carrier is under load before the first round.");

    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<bool> Markdown = CommonOptions.Markdown();

    public static Command Create()
    {
        var command = new Command("compare", "Messages per second and round trips of several carriers, side by side in one run.")
        {
            Carriers, Rounds, Seconds, Clients, WarmUp, Json, Markdown,
        };
        command.SetAction((arguments, _) => RunAsync(new CompareOptions(
            arguments.GetRequiredValue(Carriers),
            arguments.GetValue(Rounds),
            TimeSpan.FromSeconds(arguments.GetValue(Seconds)),
            arguments.GetRequiredValue(Clients),
            TimeSpan.FromSeconds(arguments.GetValue(WarmUp)),
            arguments.GetValue(Json),
            arguments.GetValue(Markdown))));
        return command;
    }

    private static Task<int> RunAsync(CompareOptions options)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (peer, directory, cancelled) =>
        {
            var results = await Comparison.RunAsync(options, peer, directory, Console.Out.WriteLine, cancelled);
            CompareTables.Print(new Tables(AnsiConsole.Console, options.Markdown), results);
            if (options.Json is not null)
                await CompareJson.WriteAsync(options.Json, results);
            return ExitCodes.Ok;
        });
    }

    private static IEnumerable<Carrier> Classic(params string[] mechanisms) =>
        mechanisms.Select(mechanism => new ClassicCarrier(mechanism));
}
