using System.CommandLine;
using System.Globalization;
using Bus.Examples.Running;

namespace Bus.Examples.Chat;

/// <summary>The command line of the chat.</summary>
internal static class ChatCommand
{
    /// <summary>More lines than that scroll by too fast to be read.</summary>
    private const int ReadableLines = 500;

    private static readonly Option<string> Mechanism = MechanismOption.Create();

    private static readonly Option<int> Members =
        NumberOption.Create("--members", "N", "How many are in the room from the beginning, each in a process of its own.", 3, 64, 4);

    private static readonly Option<int> Lines =
        NumberOption.Create("--lines", "N", "How many lines each of them says before somebody leaves, and again after.", 2, 1_000_000, 20);

    private static readonly Option<int> Pause =
        NumberOption.Create("--pause", "MS", "Milliseconds between two lines of one member.", 0, 60_000, 50);

    private static readonly Option<bool> KillOne = new("--kill-one") { Description = "Kill one of them with SIGKILL in the middle of what it says." };

    public static readonly Example Example = new(
        "chat", "A room is a topic: all hear all in order; one leaves, one comes late, and one can be killed.", Configure, ChatMember.Role);

    private static void Configure(Command command)
    {
        foreach (var option in new Option[] { Mechanism, Members, Lines, Pause, KillOne })
            command.Options.Add(option);
        command.SetAction((arguments, _) => ExampleRun.RunAsync("members", interrupted => RunAsync(
            new ChatOptions(
                arguments.GetRequiredValue(Mechanism),
                arguments.GetValue(Members),
                arguments.GetValue(Lines),
                TimeSpan.FromMilliseconds(arguments.GetValue(Pause)),
                arguments.GetValue(KillOne)),
            interrupted)));
    }

    private static async Task<bool> RunAsync(ChatOptions options, CancellationToken interrupted)
    {
        await using var run = new ChatRun(options, new Transcript(options.Members * options.Lines * 2 <= ReadableLines), interrupted);
        var participants = await run.RunAsync();
        ChatReport.Print(participants);
        var heard = participants.Sum(listener => listener.Heard?.Others.Values.Sum(of => of.Count) ?? 0);
        var gone = participants.Count(participant => participant.Departure is not null);
        return Verdict.Print(
            [.. ChatCheck.Problems(participants)],
            string.Create(CultureInfo.InvariantCulture,
                $"{participants.Count} members over {options.Mechanism}, {heard} lines heard, all in order and none missing, {gone} departures noticed by all"));
    }
}
