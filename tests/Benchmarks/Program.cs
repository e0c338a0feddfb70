using System.CommandLine;
using Bus.Benchmarks;
using Bus.Benchmarks.Budget;
using Bus.Benchmarks.Compare;
using Bus.Benchmarks.Large;
using Bus.Benchmarks.Links;
using Bus.Benchmarks.Mesh;
using Bus.Benchmarks.Micro;
using Bus.Benchmarks.Mixed;
using Bus.Benchmarks.Peers;
using Bus.Benchmarks.Soak;
using Spectre.Console;

// A file or a pipe has no width; without one, tables would be broken as for a narrow terminal.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 200;

var benchmarks = new RootCommand("Measures Akka.NET between two processes of this machine, over whatever can carry its messages.")
{
    CompareCommand.Create(),
    LargeCommand.Create(),
    SoakCommand.Create(),
    MixedCommand.Create(),
    LinksCommand.Create(),
    BudgetCommand.Create(),
    MeshCommand.Create(),
    MicroCommand.Create(),
    PeerCommand.Create(),
    MeshMember.Create(),
};
var parsed = benchmarks.Parse(args);
// Signals are handled by each command itself (see Interruption), not by a deadline after which everything is dropped.
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
return parsed.Errors.Count == 0 ? exitCode : ExitCodes.BadUsage;
