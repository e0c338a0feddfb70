using System.CommandLine;
using Bus.Benchmarks.Machines;
using Bus.Benchmarks.Peers;
using Spectre.Console;

namespace Bus.Benchmarks.Mesh;

/// <summary>The command line of the mesh.</summary>
internal static class MeshCommand
{
    private static readonly Option<int> Processes = Number("--processes", 30, 2, 200, "How many processes there are at once.");
    private static readonly Option<int> Kills = Number("--kills", 200, 0, 100_000, "How often one is started and killed.");
    private static readonly Option<int> WarmUp = Number("--warm-up", 40, 0, 100_000, "How often before anything is measured.");
    private static readonly Option<int> Watchers = Number("--watchers", 1, 0, 200, "How many of the others watch an actor of it.");
    private static readonly Option<int> Messages = Number("--messages", 1_000_000, 0, 1_000_000_000, "How many messages they exchange, each with each.");
    private static readonly Option<string> Mechanism = new("--mechanism") { Description = "What carries them.", DefaultValueFactory = _ => "memfd" };
    private static readonly Option<bool> Lean = new("--lean")
    {
        Description = "Run the processes as docs/hosting.md advises for many on few processors: DOTNET_TieredPGO=0, DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0.",
    };

    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<bool> Markdown = CommonOptions.Markdown();

    public static Command Create()
    {
        var command = new Command("mesh", "Many processes that all know each other: how soon one that comes is known, and one that is killed is gone.")
        {
            Processes, Kills, WarmUp, Watchers, Messages, Mechanism, Lean, Json, Markdown,
        };
        command.SetAction((arguments, _) => RunAsync(
            new MeshOptions(
                arguments.GetValue(Processes), arguments.GetValue(Kills), arguments.GetValue(WarmUp), arguments.GetValue(Watchers), arguments.GetValue(Messages),
                arguments.GetRequiredValue(Mechanism), arguments.GetValue(Lean)),
            arguments.GetValue(Json),
            arguments.GetValue(Markdown)));
        return command;
    }

    private static Task<int> RunAsync(MeshOptions options, FileInfo? json, bool markdown)
    {
        MachineHeader.Print();
        return TwoProcesses.RunAsync(async (directory, cancelled) =>
        {
            var result = await MeshRun.RunAsync(options, directory, Console.Out.WriteLine, cancelled);
            MeshTables.Print(new Tables(AnsiConsole.Console, markdown), options, result);
            if (json is not null)
                await MeshJson.WriteAsync(json, options, result);
            return ExitCodes.Ok;
        });
    }

    private static Option<int> Number(string name, int byDefault, int least, int most, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => byDefault,
        CustomParser = argument => (int)Numbers.Parse(argument, least, most),
    };
}
