using Akka.Actor;
using Akka.Event;

namespace Bus.Topics;

internal sealed partial class TopicExchange
{
    /// <inheritdoc cref="MessageBus.ClearRetained"/>
    public bool ClearRetained(string topic) => _retained.Remove(TopicGrammar.CheckTopic(topic));

    /// <summary>Sends a peer the retained messages that its new subscribers want.</summary>
    public void Replay(TopicPattern pattern, Replay replay, IActorRef peer)
    {
        foreach (var kept in _retained.Matching(pattern))
        {
            lock (kept.Gate)
            {
                if (kept.Message is not { } message || (kept.Body ??= _writer.Write(kept.Topic, message)) is not { } body)
                    continue;
                LaneFullException? full = null;
                TrySend(peer, new OutgoingPublication(kept.Topic, body) { Replay = replay }, kept.Sender, ref full);
                if (full is not null)
                    _log.Warning("The retained message of '{0}' was not sent: {1}", kept.Topic, full.Message);
            }
        }
    }

    /// <summary>The same for a new subscriber in this system.</summary>
    private void Replay(TopicPattern pattern, IActorRef subscriber)
    {
        foreach (var kept in _retained.Matching(pattern))
        {
            lock (kept.Gate)
            {
                if (kept.Message is { } message)
                    subscriber.Tell(message, kept.Sender);
            }
        }
    }

    private void PublishRetained(string topic, object message, IActorRef? sender, bool retain)
    {
        while (true)
        {
            if ((retain ? _retained.GetOrAdd(topic) : _retained.Find(topic)) is not { } kept)
            {
                Send(topic, message, sender, RouteOf(topic));
                return;
            }

            lock (kept.Gate)
            {
                if (kept.IsOver)
                    continue;
                if (retain)
                    kept.Keep(message, sender);
                // The route as it is now: who has subscribed since gets the message either by it, or as retained, after this.
                var body = Send(topic, message, sender, RouteOf(topic));
                if (retain)
                    kept.Body = body;
                return;
            }
        }
    }
}
