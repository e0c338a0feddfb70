using System.CommandLine;
using Bus.Examples;

var root = new RootCommand("Examples of a message bus over the IPC of this machine. Without a command: a word count over several processes.");
Example.All[0].Configure(root);
foreach (var command in Example.All.SelectMany(example => example.Commands).Append(ListCommand.Create()))
    root.Subcommands.Add(command);

// Signals are handled by each example itself (see Interruption), not by a deadline after which everything is dropped.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
