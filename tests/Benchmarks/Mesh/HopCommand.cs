using System.CommandLine;
using System.Text.Json;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Peers;
using Spectre.Console;
using static Bus.Benchmarks.Tables;

namespace Bus.Benchmarks.Mesh;

/// <summary>The command line of the hops, and their results.</summary>
internal static class HopCommand
{
    private static readonly Option<int> Processes = new("--processes") { Description = "How many processes subscribe.", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Subscribers = new("--subscribers") { Description = "How many actors in each.", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Rounds = CommonOptions.Rounds();
    private static readonly Option<string> Mechanism = new("--mechanism") { Description = "What carries the messages.", DefaultValueFactory = _ => "memfd" };
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<bool> Markdown = CommonOptions.Markdown();

    public static Command Create()
    {
        var command = new Command("hop", "What a topic and a service cost beside a lane.") { Processes, Subscribers, Rounds, Mechanism, Json, Markdown };
        command.SetAction((arguments, _) => RunAsync(
            new HopOptions(
                arguments.GetValue(Processes), arguments.GetValue(Subscribers), arguments.GetValue(Rounds), arguments.GetRequiredValue(Mechanism)),
            arguments.GetValue(Json),
            arguments.GetValue(Markdown)));
        return command;
    }

    private static Task<int> RunAsync(HopOptions options, FileInfo? json, bool markdown)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (directory, cancelled) =>
        {
            var result = await HopRun.RunAsync(options, directory, Console.Out.WriteLine, cancelled);
            Print(new Tables(AnsiConsole.Console, markdown), options, result);
            if (json is not null)
                await File.WriteAllTextAsync(json.FullName, JsonSerializer.Serialize(new { bench = "hop", rtt_us = result.RoundTrips, fan_us = result.Fans, fan_processor_us = result.FanProcessor }) + Environment.NewLine, cancelled);
            return ExitCodes.Ok;
        });
    }

    private static void Print(Tables tables, HopOptions options, HopResult result)
    {
        var table = new Table().AddColumn("What").AddColumn("Microseconds", Right).AddColumn("Of the lane's", Right);
        foreach (var (name, what) in new[] { (HopResult.Lane, "round trip, told to the actor"), (HopResult.Service, "told to a service"), (HopResult.Topic, "published, and answered") })
            Add(result.RoundTrips, HopResult.Lane, name, what);
        Add(result.Fans, HopResult.Sends, HopResult.Sends, $"told to one actor in each of {options.Processes} processes");
        Add(result.Fans, HopResult.Sends, HopResult.Publish, $"published to {options.Subscribers} subscribers in each of {options.Processes} processes");
        Add(result.FanProcessor, HopResult.Sends, HopResult.Sends, "of that of the telling, the sender's processor time");
        Add(result.FanProcessor, HopResult.Sends, HopResult.Publish, "of that of the publishing, the sender's processor time");
        tables.Print($"Hops over {options.Mechanism}, one message in flight; below: the sender's part, 100 characters", table,
            $"Medians of {options.Rounds} rounds; ratios are medians of those of each round.");

        void Add(Dictionary<string, List<double>> of, string first, string name, string what) =>
            table.AddRow(what, Number(Median.Of(of[name]), "N2"), Number(HopResult.Ratio(of, first, name), "N2"));
    }
}
