using System.Diagnostics;
using Akka.Actor;
using Bus.Examples.Processes;

namespace Bus.Examples.Chat;

/// <summary>Somebody in the room: says lines, hears those of all others, and sees who leaves, whether or not that one says goodbye.</summary>
internal sealed class ChatMember : ReceiveActor, IWithTimers
{
    public static readonly Role Role = new("chat-member", membership => Props.Create(() => new ChatMember(membership.Number)));

    /// <summary>What is not heard by then never will be.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly MessageBus _bus = MessageBus.Get(Context.System);
    private readonly Dictionary<string, HeardOf> _others = [];
    private readonly Dictionary<Address, string> _nicks = [];
    private readonly int _number;
    private string _topic = "";
    private string _nick = "";
    private string? _motto;
    private int _said;
    private (IActorRef Asking, Tell Question)? _toTell;

    /// <param name="number">Members with different numbers do not all say the same.</param>
    public ChatMember(int number)
    {
        _number = number;
        ReceiveAsync<Enter>(EnterAsync);
        Receive<Talk>(talk => Say(new Sentence(talk, Sender) { Left = talk.Lines }));
        Receive<Sentence>(Say);
        ReceiveAsync<Leave>(LeaveAsync);
        Receive<Line>(Hear);
        Receive<PeerDown>(Miss);
        Receive<ReceiveTimeout>(_ => TellNow());
        Receive<Tell>(question =>
        {
            _toTell = (Sender, question);
            Timers.StartSingleTimer(question, ReceiveTimeout.Instance, Patience);
            TellIfComplete();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private async Task EnterAsync(Enter enter)
    {
        (_topic, _nick) = (enter.Topic, enter.Nick);
        Context.System.EventStream.Subscribe(Self, typeof(PeerDown));
        // From here on nothing is missed, whoever says it.
        await _bus.Subscribe(_topic, Self);
        Publish(LineKind.Entered, "");
        Sender.Tell(new Done());
    }

    private async Task LeaveAsync(Leave leave)
    {
        Publish(LineKind.Left, "");
        await _bus.Unsubscribe(_topic, Self);
        Sender.Tell(new Done());
    }

    /// <summary>One line in one message, so that what others say is heard in between.</summary>
    private void Say(Sentence sentence)
    {
        Publish(LineKind.Said, SmallTalk.Line((_number * 7) + _said++));
        if (--sentence.Left == 0)
            sentence.Asking.Tell(new Done());
        else if (sentence.Talk.Pause == TimeSpan.Zero)
            Self.Tell(sentence);
        else
            Timers.StartSingleTimer(nameof(Sentence), sentence, sentence.Talk.Pause);
    }

    private void Publish(LineKind kind, string text) =>
        _bus.Publish(_topic, new Line(_nick, kind, kind == LineKind.Said ? _said : 0, text));

    private void Hear(Line line)
    {
        if (line.Kind == LineKind.Motto)
            _motto = line.Text;
        if (line.Kind == LineKind.Motto || line.Nick == _nick)
            return;
        _nicks[Sender.Path.Address] = line.Nick;
        _others[line.Nick] = HeardOfOther(line.Nick).Add(line);
        TellIfComplete();
    }

    private void Miss(PeerDown down)
    {
        if (!_nicks.TryGetValue(down.Peer.Address, out var nick))
            return;
        _others[nick] = HeardOfOther(nick) with { Departure = down.Reason, DepartedAt = Stopwatch.GetTimestamp() };
        TellIfComplete();
    }

    private void TellIfComplete()
    {
        if (_toTell is { Question: var question } &&
            question.Lines.All(said => HeardOfOther(said.Key).Last >= said.Value) &&
            question.Gone.All(nick => HeardOfOther(nick).Departure is not null))
        {
            TellNow();
        }
    }

    private void TellNow()
    {
        _toTell?.Asking.Tell(new Heard(_motto, _others));
        _toTell = null;
    }

    private HeardOf HeardOfOther(string nick) => _others.GetValueOrDefault(nick, HeardOf.Nothing);

    /// <summary>To itself: the next line.</summary>
    private sealed record Sentence(Talk Talk, IActorRef Asking) : INoSerializationVerificationNeeded
    {
        public int Left { get; set; }
    }
}
