using System.Diagnostics;
using Akka.Actor;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.Chat;

/// <summary>One evening in the room: all talk, one is killed, one leaves, one comes, and those who are there talk again.</summary>
internal sealed class ChatRun : IAsyncDisposable
{
    public const string Motto = "Be kind.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Nicks = ["Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo"];

    private readonly ChatOptions _options;
    private readonly Transcript _transcript;
    private readonly CancellationToken _interrupted;
    private readonly Crew _crew;
    private readonly string _topic;
    private readonly List<Participant> _participants = [];
    private readonly TaskCompletionSource _halfSaid = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _victim;

    /// <exception cref="ExampleException">The mechanism is none, or the system cannot be on the bus; it says why.</exception>
    public ChatRun(ChatOptions options, Transcript transcript, CancellationToken interrupted)
    {
        _options = options;
        _transcript = transcript;
        _interrupted = interrupted;
        _crew = new Crew("chat", options.Mechanism, "member");
        // Several runs may share this machine, and its topics.
        _topic = $"{_crew.Run}.lobby";
    }

    /// <returns>All who were there, and what they have heard.</returns>
    /// <exception cref="ExampleException">Something is wrong that the user must know.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public async Task<IReadOnlyList<Participant>> RunAsync()
    {
        var screen = _crew.System.ActorOf(Props.Create(() => new Screen(Hear)), "screen");
        await _crew.Bus.Subscribe(_topic, screen).WaitAsync(_interrupted);
        _crew.Bus.Publish(_topic, new Line("", LineKind.Motto, 0, Motto), screen, retain: true);
        await EnterAsync(await _crew.StartAsync(ChatMember.Role, _options.Members).WaitAsync(_interrupted), missed: 0);

        var leaving = _participants[0];
        var victim = _options.KillOne ? _participants[^1] : null;
        _victim = victim?.Nick;
        var talking = TalkAsync(_participants.Where(participant => participant != victim));
        if (victim is not null)
            await KillAsync(victim);
        await talking;

        await LeaveAsync(leaving);
        await EnterAsync([await _crew.StartAsync(ChatMember.Role).WaitAsync(_interrupted)], missed: _options.Lines);
        var present = _participants.Where(participant => participant.Departure is null).ToArray();
        await TalkAsync(present);
        await Task.WhenAll(present.Select(AskAsync));
        return _participants;
    }

    public ValueTask DisposeAsync() => _crew.DisposeAsync();

    private async Task EnterAsync(Member[] members, int missed)
    {
        foreach (var member in members)
        {
            var nick = _participants.Count < Nicks.Length ? Nicks[_participants.Count] : $"Guest{_participants.Count + 1}";
            await member.AskAsync<Done>(new Enter(_topic, nick), Patience, _interrupted);
            _participants.Add(new Participant(nick, member) { Missed = missed });
        }
    }

    private Task TalkAsync(IEnumerable<Participant> participants)
    {
        var patience = Patience + (_options.Lines * _options.Pause * 2);
        return Task.WhenAll(participants.Select(async participant =>
        {
            await participant.Member.AskAsync<Done>(new Talk(_options.Lines, _options.Pause), patience, _interrupted);
            participant.Said += _options.Lines;
        }));
    }

    /// <summary>In the middle of its talk. Nothing is prepared for it: it is a crash like any other.</summary>
    private async Task KillAsync(Participant victim)
    {
        victim.Member.Actor.Tell(new Talk(_options.Lines, _options.Pause));
        await _halfSaid.Task.WaitAsync(_interrupted);
        victim.Departure = PeerDownReason.Crashed;
        victim.DepartedAt = Stopwatch.GetTimestamp();
        victim.Member.Process.Kill();
        Transcript.ShowKilled(victim.Nick);
    }

    private async Task LeaveAsync(Participant leaving)
    {
        await leaving.Member.AskAsync<Done>(new Leave(), Patience, _interrupted);
        leaving.Departure = PeerDownReason.ShutDown;
        leaving.DepartedAt = Stopwatch.GetTimestamp();
        leaving.Member.Process.Dismiss();
        await leaving.Member.Process.WaitForExitAsync(_interrupted);
    }

    private async Task AskAsync(Participant participant)
    {
        var others = _participants.Where(other => other != participant).ToArray();
        // Who has come last has not met those who were gone by then.
        var gone = participant.Missed > 0 ? [] : others.Where(other => other.Departure is not null).ToArray();
        var heard = others.Where(other => other.Departure is null || gone.Contains(other)).ToDictionary(other => other.Nick, other => other.Said);
        participant.Heard =
            await participant.Member.AskAsync<Heard>(new Tell(heard, [.. gone.Select(other => other.Nick)]), Patience, _interrupted);
    }

    private void Hear(Line line)
    {
        _transcript.Show(line);
        if (line.Kind == LineKind.Said && line.Nick == _victim && line.Number * 2 >= _options.Lines)
            _halfSaid.TrySetResult();
    }
}
