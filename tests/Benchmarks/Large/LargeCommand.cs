using System.CommandLine;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Peers;
using Spectre.Console;

namespace Bus.Benchmarks.Large;

/// <summary>The command line of the large messages.</summary>
internal static class LargeCommand
{
    private const int MiB = 1024 * 1024;

    private static readonly Option<IReadOnlyList<Carrier>> Carriers = new("--carriers")
    {
        Description = $"What is measured, with commas between them: {CarrierNames.ListHelp}.",
        HelpName = "NAME,...",
        DefaultValueFactory = _ => [new DotNettyCarrier(), new ClassicCarrier("memfd"), new LaneCarrier("memfd")],
        CustomParser = CarrierNames.ParseList,
    };

    private static readonly Option<int> Size = new("--size")
    {
        Description = "The MiB of a large message.",
        HelpName = "N",
        DefaultValueFactory = _ => 64,
        CustomParser = argument => (int)Numbers.Parse(argument, 1, 1000),
    };

    private static readonly Option<int> Rounds = CommonOptions.Rounds();

    private static readonly Option<double> Seconds =
        CommonOptions.Seconds("--seconds", 3, 0.1, "How long each measurement takes, without large messages and with them.");

    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<bool> Markdown = CommonOptions.Markdown();

    public static Command Create()
    {
        var command = new Command("large", "How much a large message that is under way delays a small one.")
        {
            Carriers, Size, Rounds, Seconds, Json, Markdown,
        };
        command.SetAction((arguments, _) => RunAsync(
            new LargeOptions(
                arguments.GetRequiredValue(Carriers),
                arguments.GetValue(Size) * MiB,
                arguments.GetValue(Rounds),
                TimeSpan.FromSeconds(arguments.GetValue(Seconds))),
            arguments.GetValue(Json),
            arguments.GetValue(Markdown)));
        return command;
    }

    private static Task<int> RunAsync(LargeOptions options, FileInfo? json, bool markdown)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (peer, directory, cancelled) =>
        {
            var results = await LargeRun.RunAsync(options, peer, directory, Console.Out.WriteLine, cancelled);
            LargeTables.Print(new Tables(AnsiConsole.Console, markdown), options, results);
            if (json is not null)
                await LargeJson.WriteAsync(json, options, results);
            return ExitCodes.Ok;
        });
    }
}
