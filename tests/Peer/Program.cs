using System.CommandLine;
using Bus.Peer;

RootCommand root = new("The second process of a test. It ends when its standard input does, so it never outlives who started it.");
foreach (var command in PeerCommands.All())
    root.Subcommands.Add(command);
return await root.Parse(args).InvokeAsync();
