using System.CommandLine;
using Bus.Peer;

RootCommand root = new("The second process of a test. It ends when its standard input does, so it never outlives who started it.");
foreach (var command in PeerCommands.All())
    root.Subcommands.Add(command);
// Signals are what some of the tests are about: the bus handles them, or nobody.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
