using System.Diagnostics;
using Akka.Actor;
using Bus.Delivery;
using Bus.Transports;

namespace Bus.Lanes;

/// <summary>One peer: decides for each message which way it goes, and keeps messages in order when that changes.</summary>
/// <remarks>
/// Everything is guarded by <c>_lock</c>, except that <c>_open</c> is also read without it: it is not null in state Open only, and a lane that is
/// left is sealed, so that a message cannot slip into it afterwards. <c>_state</c> is read without it as a hint. With the lock held, only things are called that never wait, but for
/// serializers when messages that have waited go by lane.
/// </remarks>
internal sealed partial class LanePeer(LaneSystem system, Address address, BusAddress target)
{
    private readonly Lock _lock = new();
    private readonly Queue<Outgoing> _backlog = new();
    private readonly List<HeldMessage> _held = [];
    private readonly List<Lane> _lanes = [];

    // Ended, and a large message that they brought is still being delivered.
    private readonly List<Lane> _draining = [];
    private volatile OutboundLane? _open;
    private Lane? _current;
    private volatile LaneState _state;
    private bool _spokeClassic;
    private bool _introduced;
    private bool _dialling;
    private long _nextTry;
    private long _question;
    private int? _barredUid;

    public Address Address => address;

    /// <summary>What carries the lane by which messages go now; null if there is none. Read without the lock: for measurements.</summary>
    public string? Mechanism => Volatile.Read(ref _current)?.Mechanism;

    /// <summary>How messages go now. For tests and for people.</summary>
    public LaneState State
    {
        get
        {
            lock (_lock)
                return _state;
        }
    }

    /// <summary>How many links there are.</summary>
    public int LaneCount
    {
        get
        {
            lock (_lock)
                return _lanes.Count;
        }
    }

    /// <summary>How many names of actors this side has given numbers on the current lane. For tests.</summary>
    public int NamesCount
    {
        get
        {
            lock (_lock)
                return _current?.Outbound.Names.Count ?? 0;
        }
    }

    /// <summary>Sends a message of a user. Any thread; never waits.</summary>
    /// <exception cref="LaneFullException">There is no room, and the settings say that this is an error.</exception>
    public void Send(in Outgoing outgoing)
    {
        while (true)
        {
            if (_open is not { } lane)
            {
                // Without the lock, in which no serializer of a user's may run. It may be for nothing, if this changes meanwhile.
                var worn = _state is LaneState.Classic or LaneState.Barred ? system.Classic.Wrap(outgoing) : outgoing;
                if (TakeSlowly(outgoing, worn))
                    return;
                continue;
            }

            switch (lane.Send(outgoing, NameOf(outgoing.Recipient, lane)))
            {
                case LaneResult.Done:
                    return;
                case LaneResult.Full:
                    system.OnFull(outgoing);
                    return;
                default:
                    Leave(lane);
                    break;
            }
        }
    }

    /// <summary>
    /// Sends a system message: by lane, if one is open, so that it stays in order with the messages of users. It is kept until the peer has
    /// confirmed it, and goes the classic way, which does the same, if the lane ends before that.
    /// </summary>
    public void SendSystem(in Outgoing outgoing)
    {
        lock (_lock)
        {
            if (_state == LaneState.Open)
                SendSystemByLane(outgoing);
            else if (_backlog.Count > 0 || _state is LaneState.Closing or LaneState.Confirming)
                _backlog.Enqueue(outgoing);
            else
                SendClassic(outgoing);
        }
    }

    /// <summary>Ends the lane in agreement with the peer: nothing is lost. The next message opens another.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_state == LaneState.Open)
                BeginClosing(LaneFrameKind.Close);
        }
    }

    private static LaneName NameOf(IActorRef recipient, OutboundLane lane) =>
        recipient is LaneActorRef own ? own.NameOn(lane) : lane.NameOf(recipient);

    /// <summary>False if a lane has been opened meanwhile.</summary>
    /// <param name="outgoing">The message.</param>
    /// <param name="worn">The same as it goes the classic way.</param>
    private bool TakeSlowly(in Outgoing outgoing, in Outgoing worn)
    {
        lock (_lock)
        {
            switch (_state)
            {
                case LaneState.Open when _open is not null:
                    return false;
                case LaneState.Idle:
                    AddToBacklog(outgoing);
                    Begin();
                    return true;
                case LaneState.Classic when !_dialling && Stopwatch.GetTimestamp() >= _nextTry:
                    TryAgain();
                    return TakeSlowly(outgoing, worn);
                case LaneState.Classic or LaneState.Barred:
                    SendClassic(outgoing, worn);
                    return true;
                default:
                    // Also in Open, if this very thread is sending the backlog, and a serializer tells.
                    AddToBacklog(outgoing);
                    return true;
            }
        }
    }

    private void AddToBacklog(in Outgoing outgoing)
    {
        if (_backlog.Count < system.Settings.Backlog)
            _backlog.Enqueue(outgoing);
        else
            system.Drops.Drop(outgoing, $"{_backlog.Count:N0} messages wait for the lane already (bus.lanes.backlog)");
    }

    private void SendSystemByLane(in Outgoing outgoing)
    {
        var held = new HeldMessage(outgoing);
        _held.Add(held);
        var lane = _current!.Outbound;
        if (lane.SendSystem(held, NameOf(outgoing.Recipient, lane)))
            return;
        _held.Remove(held);
        SendClassic(outgoing);
    }

    private void SendClassic(in Outgoing outgoing) => SendClassic(outgoing, outgoing);

    private void SendClassic(in Outgoing outgoing, in Outgoing worn)
    {
        _spokeClassic = true;
        try
        {
            system.Classic.Send(worn);
        }
        catch (Exception problem)
        {
            // Remoting has been shut down.
            system.Drops.Drop(outgoing, problem.Message);
        }
    }

    private void SendBacklogClassic()
    {
        while (_backlog.TryDequeue(out var outgoing))
            SendClassic(outgoing);
    }

    /// <summary>The lane has turned out to be closed.</summary>
    private void Leave(OutboundLane lane)
    {
        lock (_lock)
        {
            if (_open == lane)
                Forsake();
        }
    }

    /// <summary>The current lane carries nothing any more.</summary>
    private void Forsake()
    {
        _open = null;
        _current = null;
        _state = LaneState.Idle;
        foreach (var held in _held)
            SendClassic(held.Message);
        _held.Clear();
    }
}
