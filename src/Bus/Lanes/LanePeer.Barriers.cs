using System.Diagnostics;
using Akka.Dispatch.SysMsg;
using Akka.Remote;

namespace Bus.Lanes;

/// <summary>
/// While messages go by lane, system messages still go the classic way. One that was sent before a message to the same actor must arrive
/// before it too: so messages to an actor wait here from a system message on until the peer says that all that went the classic way has arrived.
/// </summary>
internal sealed partial class LanePeer
{
    private readonly Dictionary<string, Barrier> _barriers = [];
    private volatile int _barrierCount;
    private long _barriersSent;
    private long _barriersAsked;
    private long _barrierQuestion;

    /// <summary>Null for actors to which no messages of users go: the remote watcher gets most of all system messages.</summary>
    private static string? KeyOf(RemoteActorRef recipient) =>
        recipient.Path.Elements is ["system", ..] ? null : recipient.Path.ToStringWithoutAddress();

    /// <summary>True if the message waits now.</summary>
    private bool TakeBehindBarrier(in Outgoing outgoing)
    {
        lock (_lock)
        {
            if (KeyOf(outgoing.Recipient) is not { } key || !_barriers.TryGetValue(key, out var barrier))
                return false;
            if (barrier.Waiting.Count < system.Settings.Backlog)
                barrier.Waiting.Enqueue(outgoing);
            else
                system.Drops.Drop(outgoing, $"{barrier.Waiting.Count:N0} messages wait for a system message already (bus.lanes.backlog)");
            return true;
        }
    }

    /// <summary>A system message is about to go the classic way, at once or when the lane has been flushed.</summary>
    private void Raise(in Outgoing outgoing)
    {
        if (KeyOf(outgoing.Recipient) is not { } key)
            return;
        if (!_barriers.TryGetValue(key, out var barrier))
            _barriers.Add(key, barrier = new Barrier());
        barrier.Unsent++;
        _barrierCount = _barriers.Count;
    }

    /// <summary>A system message has gone the classic way: the peer is asked whether it has arrived.</summary>
    private void OnSystemMessageSent(in Outgoing outgoing)
    {
        if (_barriers.Count == 0 || KeyOf(outgoing.Recipient) is not { } key || !_barriers.TryGetValue(key, out var barrier))
            return;
        barrier.Unsent--;
        barrier.Number = ++_barriersSent;
        if (_barrierQuestion == 0)
            AskForBarriers();
    }

    /// <summary>One question at a time: it stands for all that was sent before it.</summary>
    private void AskForBarriers()
    {
        _barriersAsked = _barriersSent;
        _barrierQuestion = system.Peers.Ask(this);
        RepeatForBarriers(_barrierQuestion, Stopwatch.GetTimestamp());
    }

    private void RepeatForBarriers(long question, long since)
    {
        lock (_lock)
        {
            if (_barrierQuestion != question)
                return;
            if (Stopwatch.GetElapsedTime(since) > system.Settings.HandshakeTimeout)
            {
                system.Peers.Forget(question);
                LiftBarriers();
                return;
            }

            system.AskClassic(address, question);
        }

        system.System.Scheduler.Advanced.ScheduleOnce(AskAgain, () => RepeatForBarriers(question, since));
    }

    /// <summary>What was asked for has arrived, or Akka.Remote has given it up.</summary>
    private void LiftBarriers()
    {
        _barrierQuestion = 0;
        foreach (var (key, barrier) in _barriers.Where(entry => entry.Value.Unsent == 0 && entry.Value.Number <= _barriersAsked).ToArray())
        {
            _barriers.Remove(key);
            while (barrier.Waiting.TryDequeue(out var outgoing))
            {
                if (outgoing.Message is ISystemMessage)
                    SendSystem(outgoing);
                else
                    SendBehind(outgoing);
                // It may have raised another barrier for the same actor: then the rest waits for that one.
                if (_barriers.TryGetValue(key, out var next))
                {
                    while (barrier.Waiting.TryDequeue(out var rest))
                        next.Waiting.Enqueue(rest);
                }
            }
        }

        _barrierCount = _barriers.Count;
        if (_barriers.Values.Any(barrier => barrier.Unsent == 0))
            AskForBarriers();
    }

    private void SendBehind(in Outgoing outgoing)
    {
        try
        {
            Dispatch(outgoing);
        }
        catch (LaneFullException problem)
        {
            // Its sender has gone on long ago.
            system.Drops.Drop(outgoing, problem.Message);
        }
    }

    private sealed class Barrier
    {
        /// <summary>System messages that have not gone the classic way yet.</summary>
        public int Unsent { get; set; }

        /// <summary>The number of the last one that has.</summary>
        public long Number { get; set; }

        public Queue<Outgoing> Waiting { get; } = new();
    }
}
