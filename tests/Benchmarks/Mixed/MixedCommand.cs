using System.CommandLine;
using System.CommandLine.Parsing;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Peers;
using Spectre.Console;

namespace Bus.Benchmarks.Mixed;

/// <summary>The command line of the mixed load.</summary>
internal static class MixedCommand
{
    private static readonly Option<LaneCarrier> Carrier = new("--carrier")
    {
        Description = "What carries the load: lane:MECHANISM or inline:MECHANISM.",
        HelpName = "NAME",
        DefaultValueFactory = _ => new LaneCarrier("memfd"),
        CustomParser = ParseCarrier,
    };

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "For how long.",
        HelpName = "N",
        DefaultValueFactory = _ => 60,
        CustomParser = argument => Numbers.Parse(argument, 0.1, 100_000),
    };

    private static readonly Option<double> KillEvery =
        CommonOptions.Seconds("--kill-every", 60, 0, "Seconds from one kill of the peer to the next; 0 for none.");

    private static readonly Option<double> CloseEvery =
        CommonOptions.Seconds("--close-every", 3, 0, "Seconds from one closing of the lane to the next, on each side; 0 for none.");

    private static readonly Option<double> Interval =
        CommonOptions.Seconds("--interval", 5, 0.5, "Seconds from one sample to the next.");

    private static readonly Option<FileInfo?> Json = new("--json")
    {
        Description = "Write the samples to this file too, a line of JSON for each, and the verdict as the last one.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command(
            "mixed", "All at once: floods both ways, large messages, actors that come and go, lanes that close, a peer that is killed.")
        {
            Carrier, Minutes, KillEvery, CloseEvery, Interval, Json,
        };
        command.SetAction((arguments, _) => RunAsync(
            new MixedOptions(
                arguments.GetRequiredValue(Carrier),
                TimeSpan.FromMinutes(arguments.GetValue(Minutes)),
                TimeSpan.FromSeconds(arguments.GetValue(KillEvery)),
                TimeSpan.FromSeconds(arguments.GetValue(CloseEvery)),
                TimeSpan.FromSeconds(arguments.GetValue(Interval))),
            arguments.GetValue(Json)));
        return command;
    }

    private static Task<int> RunAsync(MixedOptions options, FileInfo? json)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (directory, cancelled) =>
        {
            using var lines = json is null ? null : new MixedJson(json);
            var run = new MixedRun(options, directory, Console.Out.WriteLine, sample => lines?.Write(sample), cancelled);
            var result = await run.RunAsync();
            lines?.Write(result);
            return MixedReport.Print(AnsiConsole.Console, result) ? ExitCodes.Ok : ExitCodes.Failed;
        });
    }

    private static LaneCarrier ParseCarrier(ArgumentResult argument)
    {
        if (CarrierNames.ParseOne(argument) is LaneCarrier lane)
            return lane;
        argument.AddError($"{argument.Argument.Name} takes a lane, such as lane:memfd or inline:unix.");
        return new LaneCarrier("memfd");
    }
}
