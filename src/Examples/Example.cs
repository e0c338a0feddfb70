using System.CommandLine;
using Bus.Examples.Processes;

namespace Bus.Examples;

/// <summary>A program that shows something.</summary>
/// <param name="Name">The command that runs it.</param>
/// <param name="Summary">What it shows, in a line.</param>
/// <param name="Configure">Gives the command its options, and what it does.</param>
/// <param name="Roles">What its processes are.</param>
internal sealed record Example(string Name, string Summary, Action<Command> Configure, params Role[] Roles)
{
    /// <summary>The examples, in the order in which they are best read.</summary>
    public static IReadOnlyList<Example> All { get; } =
    [
        WordCount.WordCountCommand.Example,
        Chat.ChatCommand.Example,
        Prices.PricesCommand.Example,
        ClientServer.ClientServerCommand.Example,
    ];

    /// <summary>Its own command, and the hidden ones of its processes.</summary>
    public IEnumerable<Command> Commands
    {
        get
        {
            var command = new Command(Name, Summary);
            Configure(command);
            return [command, .. Roles.Select(MemberCommand.Create)];
        }
    }
}
