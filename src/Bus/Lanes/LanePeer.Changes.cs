using System.Diagnostics;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Bus.Lanes;

/// <summary>How the way of messages changes.</summary>
internal sealed partial class LanePeer
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>From Idle: takes a lane that is there already, or opens one.</summary>
    private void Begin()
    {
        if (AdoptUsable())
            return;
        _state = LaneState.Opening;
        StartDial();
    }

    /// <summary>From Classic or Barred: the same, while messages go on as they do.</summary>
    private void TryAgain()
    {
        if (!AdoptUsable())
            StartDial();
    }

    private bool AdoptUsable()
    {
        if (_lanes.Find(lane => lane.IsUsable && lane.SystemUid != _barredUid) is not { } usable)
            return false;
        Adopt(usable);
        return true;
    }

    private void StartDial()
    {
        if (_dialling)
            return;
        _dialling = true;
        // Not here: dialling touches the file system, and the lock is held.
        ThreadPool.UnsafeQueueUserWorkItem(peer => _ = peer.DialAsync(), this, preferLocal: false);
    }

    private async Task DialAsync()
    {
        try
        {
            if (system.Ipc is not { } ipc)
                throw new InvalidOperationException("akka.remote.ipc is not among akka.remote.enabled-transports.");
            var lane = OnLink(await ipc.DialLaneAsync(target).ConfigureAwait(false), dialledHere: true);
            try
            {
                await lane.Greeted.WaitAsync(system.Settings.HandshakeTimeout).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                lane.Close("the peer did not say hello in time");
                throw new TimeoutException($"{address} did not say hello within {system.Settings.HandshakeTimeout} (bus.lanes.handshake-timeout).");
            }

            lock (_lock)
            {
                _dialling = false;
                // The lane may have ended already, and somebody has relied on this dial since.
                if (_state == LaneState.Opening)
                    Begin();
            }
        }
        catch (Exception refusal)
        {
            OnRefused(refusal);
        }
    }

    private void OnRefused(Exception refusal)
    {
        system.Log.Debug("No lane to {0}, messages go through Akka.Remote: {1}", address, refusal.Message);
        lock (_lock)
        {
            _dialling = false;
            if (_state == LaneState.Opening)
                TurnClassic();
            else
                PutOff();
        }
    }

    private void TurnClassic()
    {
        _state = LaneState.Classic;
        PutOff();
        SendBacklogClassic();
        ProceedToEnd();
    }

    private void PutOff() => _nextTry = Stopwatch.GetTimestamp() + (long)(system.Settings.RetryInterval.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Makes a lane the current one, at once if nothing can be on its way elsewhere.</summary>
    private void Adopt(Lane lane)
    {
        _current = lane;
        // An association belongs to a peer that is spoken to, and its events, its uid and its quarantine with it. Whoever opens the first lane
        // sees to it, so that the two sides do not both dial for one.
        if (!_spokeClassic && (_introduced || !lane.DialledHere))
        {
            if (lane.DialledHere)
                system.AskClassic(address, question: 0);
            Open(lane);
            return;
        }

        _state = LaneState.Confirming;
        _question = system.Peers.Ask(this);
        Confirm(_question, Stopwatch.GetTimestamp());
    }

    /// <summary>
    /// Asks the peer over the classic way, which keeps the order: the answer means that everything before it has arrived, or has been given
    /// up. The question itself may be given up too, as long as Akka.Remote keeps the address gated: so it is asked again.
    /// </summary>
    private void Confirm(long question, long since)
    {
        lock (_lock)
        {
            if (_state != LaneState.Confirming || _question != question)
            {
                system.Peers.Forget(question);
                return;
            }

            if (Stopwatch.GetElapsedTime(since) > system.Settings.HandshakeTimeout)
            {
                system.Peers.Forget(question);
                _current = null;
                TurnClassic();
                return;
            }

            system.AskClassic(address, question);
        }

        system.Later(AskAgain, () => Confirm(question, since));
    }

    /// <summary>Sends what has waited, and then everything, over the lane.</summary>
    private void Open(Lane lane)
    {
        _state = LaneState.Open;
        while (_backlog.TryPeek(out var outgoing))
        {
            if (outgoing.Message is ISystemMessage)
            {
                _backlog.Dequeue();
                SendSystemByLane(outgoing);
                if (_current != lane)
                    return;
                continue;
            }

            var result = lane.Outbound.Send(outgoing, NameOf(outgoing.Recipient, lane.Outbound));
            // To write can end the lane, on this thread: then another one has the backlog, or will have it.
            if (_current != lane)
                return;
            switch (result)
            {
                case LaneResult.Done:
                    _backlog.Dequeue();
                    break;
                case LaneResult.Full:
                    _backlog.Dequeue();
                    system.Drops.Drop(outgoing, "the lane is full (bus.lanes.outbox-limit)");
                    break;
                default:
                    Forsake();
                    Begin();
                    return;
            }
        }

        _open = lane.Outbound;
        system.Log.Debug("Messages to {0} go by lane", address);
        ProceedToEnd();
    }

    private void BeginClosing(LaneFrameKind last)
    {
        _state = LaneState.Closing;
        _open = null;
        _current!.Outbound.Seal(last);
    }
}
