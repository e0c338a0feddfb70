using Akka.Actor;
using Akka.Event;

namespace Bus.Topics;

internal sealed partial class TopicExchange
{
    /// <summary>Takes what a peer has sent to the subscribers here. On the thread that reads the lane.</summary>
    private void OnMessage(object message, IActorRef sender)
    {
        if (message is not IncomingPublication publication)
            _log.Warning("{0} has sent [{1}], which is no publication", sender, message.GetType());
        else if (_isUntrusted && publication.Message is IPossiblyHarmful)
            _log.Debug("operating in UntrustedMode, dropping published IPossiblyHarmful message of type {0}", publication.Message.GetType());
        else if (publication.Replay is { } replay)
            Deliver(replay, publication.Message, sender);
        else
            Deliver(publication, sender);
    }

    private void Deliver(IncomingPublication publication, IActorRef sender)
    {
        if (RouteFromPeer(publication.Topic) is not { } route)
        {
            _log.Warning("{0} has published to something that is no topic", sender);
            return;
        }

        foreach (var subscriber in route.Here)
            subscriber.Tell(publication.Message, sender);
        foreach (var group in publication.Groups)
        {
            if (_table.InterestIn(group)?.NextMember() is { } member)
                member.Tell(publication.Message, sender);
            else
                _system.DeadLetters.Tell(new DeadLetter(publication.Message, sender, _system.DeadLetters), sender);
        }
    }

    private void Deliver(Replay replay, object message, IActorRef sender)
    {
        if (_table.InterestIn(replay.Name) is not { } interest)
            return;
        foreach (var subscription in interest.Here)
        {
            if (subscription.Number > replay.Above && subscription.Number <= replay.UpTo)
                subscription.Subscriber.Tell(message, sender);
        }
    }

    private Route? RouteFromPeer(string topic) =>
        _table.Known(topic) ?? (TopicGrammar.ProblemOfTopic(topic) is null ? _table.Find(topic) : null);
}
