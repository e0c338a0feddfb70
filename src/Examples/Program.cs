using System.CommandLine;
using Bus.Examples.WordCount;

var examples = new RootCommand("Examples of Akka.NET over the IPC of this machine. Without a command: a multi-process word count.");
WordCountCommand.Configure(examples);
examples.Subcommands.Add(WorkerCommand.Create());

// Signals are handled by each example itself (see Interruption), not by a deadline after which everything is dropped.
return await examples.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
