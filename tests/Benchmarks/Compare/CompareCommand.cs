using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Peers;
using Spectre.Console;

namespace Bus.Benchmarks.Compare;

/// <summary>The command line of the comparison.</summary>
internal static class CompareCommand
{
    private const int MaximumClients = 1000;

    private static readonly Option<IReadOnlyList<Carrier>> Carriers = new("--carriers")
    {
        Description = $"What is compared, with commas between them: {CarrierNames.Help}. Ratios need dotnetty among them.",
        HelpName = "NAME,...",
        DefaultValueFactory = _ => [new DotNettyCarrier(), .. Classic("memfd", "unix", "seqpacket")],
        CustomParser = CarrierNames.ParseList,
    };

    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "How often each cell is measured; the medians are reported.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
        CustomParser = argument => (int)Numbers.Parse(argument, 1, 1000),
    };

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "How long each measurement takes.",
        HelpName = "S",
        DefaultValueFactory = _ => 1.2,
        CustomParser = argument => Numbers.Parse(argument, 0.1, 3600),
    };

    private static readonly Option<IReadOnlyList<int>> Clients = new("--clients")
    {
        Description = "The numbers of clients, with commas between them.",
        HelpName = "N,...",
        DefaultValueFactory = _ => [1, 5, 10, 30],
        CustomParser = ParseClients,
    };

    private static readonly Option<double> WarmUp = new("--warmup")
    {
        Description = "How many seconds each carrier is under load before the first round.",
        HelpName = "S",
        DefaultValueFactory = _ => 3,
        CustomParser = argument => Numbers.Parse(argument, 0, 3600),
    };

    private static readonly Option<FileInfo?> Json = new("--json")
    {
        Description = "Write the results to this file too, a line of JSON for each cell.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("compare", "Messages per second and round trips of several carriers, side by side in one run.")
        {
            Carriers, Rounds, Seconds, Clients, WarmUp, Json,
        };
        command.SetAction((arguments, _) => RunAsync(new CompareOptions(
            arguments.GetRequiredValue(Carriers),
            arguments.GetValue(Rounds),
            TimeSpan.FromSeconds(arguments.GetValue(Seconds)),
            arguments.GetRequiredValue(Clients),
            TimeSpan.FromSeconds(arguments.GetValue(WarmUp)),
            arguments.GetValue(Json))));
        return command;
    }

    private static Task<int> RunAsync(CompareOptions options)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (peer, directory, cancelled) =>
        {
            var results = await Comparison.RunAsync(options, peer, directory, Console.Out.WriteLine, cancelled);
            CompareTables.Print(AnsiConsole.Console, results);
            if (options.Json is not null)
                await CompareJson.WriteAsync(options.Json, results);
            return ExitCodes.Ok;
        });
    }

    private static IEnumerable<Carrier> Classic(params string[] mechanisms) =>
        mechanisms.Select(mechanism => new ClassicCarrier(mechanism));

    private static List<int> ParseClients(ArgumentResult argument)
    {
        List<int> numbers = [];
        foreach (var text in argument.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 1 and <= MaximumClients)
            {
                numbers.Add(number);
            }
            else
            {
                argument.AddError($"--clients takes numbers from 1 to {MaximumClients}, not '{text}'.");
            }
        }

        return numbers;
    }
}
