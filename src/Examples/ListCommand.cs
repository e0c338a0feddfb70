using System.CommandLine;
using Bus.Examples.Running;
using Spectre.Console;

namespace Bus.Examples;

/// <summary>The command <c>list</c>: which examples there are.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "Which examples there are.");
        command.SetAction((_, _) => ExampleRun.RunAsync("", _ =>
        {
            var table = new Table().AddColumn("Example").AddColumn("What it shows");
            foreach (var example in Example.All)
                table.AddRow(example.Name, example.Summary);
            AnsiConsole.Write(table);
            AnsiConsole.WriteLine("Run one:      dotnet run -c Release --project src/Examples -- NAME");
            AnsiConsole.WriteLine("Its options:  dotnet run -c Release --project src/Examples -- NAME --help");
            return Task.FromResult(true);
        }));
        return command;
    }
}
