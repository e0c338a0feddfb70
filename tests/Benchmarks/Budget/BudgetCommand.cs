using System.CommandLine;
using Bus.Benchmarks.Links;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Peers;
using Spectre.Console;

namespace Bus.Benchmarks.Budget;

/// <summary>The command line of the budget.</summary>
internal static class BudgetCommand
{
    private static readonly Option<IReadOnlyList<string>> Mechanisms = LinkNames.MechanismOption();
    private static readonly Option<IReadOnlyList<string>> WakeUps = LinkNames.WakeUpOption();

    private static readonly Option<IReadOnlyList<int>> Peers =
        CommonOptions.List("--peers", 1, 1000, [1, 10, 50], "The numbers of linked systems, with commas between them.");

    private static readonly Option<double> Idle = CommonOptions.Seconds(
        "--idle-seconds", 60, 0.1, "How long the links are left alone: for each mechanism, with all numbers of peers at once.");

    private static readonly Option<string> Settings = new("--settings")
    {
        Description = "Settings of akka.remote.ipc for whoever holds the links, with commas between them.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<bool> Markdown = CommonOptions.Markdown();

    public static Command Create()
    {
        var command = new Command("budget", "What links cost that do nothing: threads, descriptors, memory, processor time.")
        {
            Mechanisms, WakeUps, Peers, Idle, Settings, Json, Markdown,
        };
        command.SetAction((arguments, _) => RunAsync(new BudgetOptions(
            LinkNames.Kinds(arguments.GetRequiredValue(Mechanisms), arguments.GetRequiredValue(WakeUps)),
            [.. arguments.GetRequiredValue(Peers).Order()],
            TimeSpan.FromSeconds(arguments.GetValue(Idle)),
            arguments.GetRequiredValue(Settings),
            arguments.GetValue(Json),
            arguments.GetValue(Markdown))));
        return command;
    }

    private static Task<int> RunAsync(BudgetOptions options)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (peer, directory, cancelled) =>
        {
            var results = await BudgetRun.RunAsync(options, peer, directory, Console.Out.WriteLine, cancelled);
            BudgetTables.Print(new Tables(AnsiConsole.Console, options.Markdown), options, results);
            if (options.Json is not null)
                await BudgetJson.WriteAsync(options, results);
            // The first one is the process without a link.
            return results.Count == 1 + (options.Kinds.Count * options.Peers.Count) ? ExitCodes.Ok : ExitCodes.Failed;
        });
    }
}
