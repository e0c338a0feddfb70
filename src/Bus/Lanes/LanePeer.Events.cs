using Bus.Transports;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>What happens to the lanes of a peer.</summary>
internal sealed partial class LanePeer
{
    // Two are needed, if both sides open one at once, and while they are replaced there may be twice as many.
    private const int MostLanes = 16;

    /// <summary>A link to the peer is up, whoever has dialled.</summary>
    internal Lane OnLink(Link link, bool dialledHere)
    {
        Lane? lane = null;
        try
        {
            lane = new Lane(system, this, link, dialledHere, system.LocalAddressFor(address));
            lock (_lock)
            {
                if (!dialledHere && _lanes.Count >= MostLanes)
                    throw new ProtocolViolationException($"{address} opens more than {MostLanes} lanes.");
                _lanes.Add(lane);
            }

            lane.Start();
        }
        catch (Exception problem)
        {
            // Nobody else knows of the link, and it holds a descriptor and memory.
            link.Close(problem.Message);
            lock (_lock)
                _lanes.Remove(lane!);
            throw;
        }

        // Its own dial has this limit anyway.
        if (!dialledHere)
            system.Later(system.Settings.HandshakeTimeout, () => CloseUnlessGreeted(lane));
        return lane;
    }

    private static void CloseUnlessGreeted(Lane lane)
    {
        if (!lane.Greeted.IsCompleted)
            lane.Close("the peer did not say hello in time (bus.lanes.handshake-timeout)");
    }

    /// <summary>Completes when all that has come from an incarnation of the peer is in mailboxes.</summary>
    internal Task WhenDrained(string incarnation)
    {
        lock (_lock)
            return Task.WhenAll(_lanes.Concat(_draining).Where(lane => lane.Incarnation == incarnation).Select(lane => lane.Drained));
    }

    /// <summary>The peer has said hello. On the reader's thread.</summary>
    internal void OnGreeted(Lane lane)
    {
        lock (_lock)
        {
            lane.MarkGreeted();
            if (_barredUid == lane.SystemUid)
            {
                lane.Close($"the incarnation {lane.SystemUid} is quarantined");
                // Nobody else would end the waiting.
                if (_state == LaneState.Opening)
                {
                    _state = LaneState.Barred;
                    SendBacklogClassic();
                }

                return;
            }

            _barredUid = null;
            if (!lane.DialledHere)
                lane.SayHello();
            if (_state is LaneState.Opening or LaneState.Classic or LaneState.Barred)
                Adopt(lane);
        }
    }

    /// <summary>The lane's link is gone. On whichever thread has ended it.</summary>
    internal void OnEnded(Lane lane)
    {
        if (_lock.IsHeldByCurrentThread)
        {
            // A write has failed in the middle of a change: that is finished first.
            ThreadPool.UnsafeQueueUserWorkItem(ended => OnEnded(ended), lane, preferLocal: false);
            return;
        }

        var undelivered = lane.Outbound.Large.End();
        lock (_lock)
        {
            _lanes.Remove(lane);
            if (!lane.Drained.IsCompleted)
            {
                _draining.Add(lane);
                lane.Drained.ContinueWith(_ => OnDrained(lane), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            if (lane == _current)
            {
                var before = _state;
                Forsake();
                if (before == LaneState.Confirming)
                    TurnClassic();
                else if (_backlog.Count > 0)
                    Begin();
                ProceedToEnd();
            }
        }

        foreach (var message in undelivered)
            system.Drops.Drop(message.Original, "the lane ended before it was delivered");
    }

    private void OnDrained(Lane lane)
    {
        lock (_lock)
            _draining.Remove(lane);
    }

    /// <summary>The peer ends the lane in agreement. If both sides do so at the same moment, each answers the other all the same.</summary>
    internal void OnPeerCloses(Lane lane)
    {
        lock (_lock)
        {
            if (lane == _current && _state == LaneState.Open)
                BeginClosing(LaneFrameKind.Closed);
            else
                lane.Outbound.AnswerClose();
        }
    }

    /// <summary>The peer has delivered everything up to a system message.</summary>
    internal void OnFlushed(Lane lane, uint number)
    {
        lock (_lock)
        {
            // Not always in order: one may wait for a large message to its recipient.
            if (lane == _current)
                _held.RemoveAll(held => held.Number != 0 && held.Number <= number);
        }
    }

    /// <summary>What went the classic way has arrived.</summary>
    internal void OnClassicIsEmpty(long question)
    {
        lock (_lock)
        {
            if (_state != LaneState.Confirming || _question != question)
                return;
            _spokeClassic = false;
            _introduced = true;
            Open(_current!);
        }
    }

    /// <summary>Akka.Remote is associated with the peer: it is there, and may be another one.</summary>
    internal void OnAssociated()
    {
        lock (_lock)
        {
            _introduced = true;
            if (_state is LaneState.Classic or LaneState.Barred)
                TryAgain();
        }
    }

    /// <summary>No more messages with this incarnation of the peer.</summary>
    /// <param name="uid">Which; null for the present one.</param>
    internal void OnQuarantined(int? uid)
    {
        lock (_lock)
        {
            _barredUid = uid ?? _current?.SystemUid ?? _lanes.Find(lane => lane.Greeted.IsCompletedSuccessfully)?.SystemUid;
            var barred = _lanes.FindAll(lane => lane.Greeted.IsCompletedSuccessfully && lane.SystemUid == _barredUid);
            if (_current is null || barred.Contains(_current))
            {
                Forsake();
                _state = LaneState.Barred;
                SendBacklogClassic();
                ProceedToEnd();
            }

            barred.ForEach(lane => lane.Close($"the incarnation {lane.SystemUid} is quarantined"));
        }
    }
}
