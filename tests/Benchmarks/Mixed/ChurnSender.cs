using Akka.Actor;

namespace Bus.Benchmarks.Mixed;

/// <summary>
/// Sends at a steady pace to a path under which actors come and go, and watches each of them: <see cref="Terminated"/> must not overtake
/// its last words, and must come.
/// </summary>
/// <param name="name">Of the pair, and of the actor that keeps the path alive.</param>
/// <param name="bySelection">Send by <see cref="ActorSelection"/>, and not by a reference without uid.</param>
internal sealed class ChurnSender(string name, bool bySelection) : UntypedActor, IWithTimers
{
    private const int Batch = 25;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<IActorRef, bool> _watched = [];
    private ICanTell _target = ActorRefs.Nobody;
    private IActorRef? _whoPauses;
    private bool _paused = true;
    private int _epoch;
    private long _sent;
    private string? _fault;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, Pace);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick when !_paused:
                for (var i = 0; i < Batch; i++)
                    _target.Tell(new Numbered(_epoch, _sent, false, Pattern.Small.BodyOf(_sent++).ToArray()), Self);
                break;
            case Tick:
                break;
            case Meeting meeting:
                Begin(meeting);
                break;
            case ChurnNews { IsFarewell: false }:
                _watched[Context.Watch(Sender)] = false;
                break;
            case ChurnNews:
                // Its first words may have come before this epoch.
                if (_watched.ContainsKey(Sender))
                    _watched[Sender] = true;
                break;
            case Terminated terminated:
                if (_watched.Remove(terminated.ActorRef, out var farewell) && !farewell && !terminated.AddressTerminated)
                    _fault ??= $"epoch {_epoch}: the end of {terminated.ActorRef} came before its last words";
                break;
            case Pause:
                (_paused, _whoPauses) = (true, Sender);
                break;
            case Resume:
                _paused = false;
                break;
            case Inquiry:
                Sender.Tell(Counts());
                break;
            default:
                Unhandled(message);
                return;
        }

        // One is alive.
        if (_whoPauses is not null && _watched.Count <= 1 && !_watched.ContainsValue(true))
        {
            _whoPauses.Tell(Counts());
            _whoPauses = null;
        }
    }

    private void Begin(Meeting meeting)
    {
        foreach (var watched in _watched.Keys)
            Context.Unwatch(watched);
        _watched.Clear();
        // What a new process says of the actors of one that was killed proves nothing.
        (_epoch, _sent, _paused, _whoPauses, _fault) = (meeting.Epoch, 0, false, null, null);
        var path = new RootActorPath(meeting.Root) / "user" / name / ChurnKeeper.Child;
        _target = bySelection
            ? Context.ActorSelection(path)
            : ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(path.ToString());
    }

    private SenderCounts Counts() => new(name, _sent, _sent, _fault);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
