using System.CommandLine;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Peers;
using Spectre.Console;

namespace Bus.Benchmarks.Soak;

/// <summary>The command line of the soak.</summary>
internal static class SoakCommand
{
    private static readonly Option<Carrier> Carrier = new("--carrier")
    {
        Description = $"What carries the load: {CarrierNames.Help}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => new ClassicCarrier("memfd"),
        CustomParser = CarrierNames.ParseOne,
    };

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "For how long.",
        HelpName = "M",
        DefaultValueFactory = _ => 10,
        CustomParser = argument => Numbers.Parse(argument, 0.1, 100_000),
    };

    private static readonly Option<int> Clients = new("--clients")
    {
        Description = "How many clients, each with 50 messages in flight.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
        CustomParser = argument => (int)Numbers.Parse(argument, 1, 1000),
    };

    private static readonly Option<double> Interval = new("--interval")
    {
        Description = "Seconds from one sample to the next.",
        HelpName = "S",
        DefaultValueFactory = _ => 3,
        CustomParser = argument => Numbers.Parse(argument, 0.1, 3600),
    };

    public static Command Create()
    {
        var command = new Command("soak", "The same load for long: does a message go wrong, does memory stay flat?")
        {
            Carrier, Minutes, Clients, Interval,
        };
        command.SetAction((arguments, _) => RunAsync(new SoakOptions(
            arguments.GetRequiredValue(Carrier),
            TimeSpan.FromMinutes(arguments.GetValue(Minutes)),
            arguments.GetValue(Clients),
            TimeSpan.FromSeconds(arguments.GetValue(Interval)))));
        return command;
    }

    private static Task<int> RunAsync(SoakOptions options)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (peer, directory, cancelled) =>
        {
            var result = await SoakRun.RunAsync(options, peer, directory, Console.Out.WriteLine, cancelled);
            return SoakReport.Print(AnsiConsole.Console, result) ? ExitCodes.Ok : ExitCodes.Failed;
        });
    }
}
