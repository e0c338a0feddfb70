using Akka.Actor;
using Akka.Event;

namespace Bus.Topics;

internal sealed partial class TopicExchange
{
    /// <summary>Held from when a subscription is in force until it has been sent what is retained.</summary>
    public Lock RetainedGate => _retained.Gate;

    /// <inheritdoc cref="MessageBus.ClearRetained"/>
    public bool ClearRetained(string topic)
    {
        var known = TopicGrammar.CheckTopic(topic);
        lock (_retained.Gate)
            return _retained.Remove(known);
    }

    /// <summary>Sends a peer the retained messages that its new subscribers want. With the gate held.</summary>
    public void Replay(TopicPattern pattern, Replay replay, IActorRef peer)
    {
        foreach (var kept in _retained.Matching(pattern))
        {
            if ((kept.Bytes ??= _writer.Write(kept.Topic, kept.Message)) is not { } bytes)
                continue;
            LaneFullException? full = null;
            TrySend(peer, new OutgoingPublication(kept.Topic, bytes) { Replay = replay }, kept.Sender, ref full);
            if (full is not null)
                _log.Warning("The retained message of '{0}' was not sent: {1}", kept.Topic, full.Message);
        }
    }

    /// <summary>The same for a new subscriber in this system.</summary>
    private void Replay(TopicPattern pattern, IActorRef subscriber)
    {
        foreach (var kept in _retained.Matching(pattern))
            subscriber.Tell(kept.Message, kept.Sender);
    }

    private void PublishRetained(string topic, object message, IActorRef? sender, bool retain)
    {
        if (!retain && !_retained.Has(topic))
        {
            Send(topic, message, sender, RouteOf(topic));
            return;
        }

        lock (_retained.Gate)
        {
            var kept = retain ? _retained.Keep(topic, message, sender) : null;
            // The route as it is now: who has subscribed since gets the message either by it, or as retained, after this.
            var bytes = Send(topic, message, sender, RouteOf(topic));
            if (kept is not null)
                kept.Bytes = bytes;
        }
    }
}
