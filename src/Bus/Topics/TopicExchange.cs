using System.Runtime.ExceptionServices;
using Akka.Actor;
using Akka.Event;
using Bus.Board;

namespace Bus.Topics;

/// <summary>Topics of one actor system: takes what is published here to subscribers here, and once to each process that has some.</summary>
/// <remarks>Thread-safe. A message goes from the publisher's thread into mailboxes and lanes; no actor is in between.</remarks>
internal sealed partial class TopicExchange
{
    /// <summary>The name of this part of the bus.</summary>
    public const string Part = "topics";

    private readonly InterestTable _table = new();
    private readonly RetainedTopics _retained;
    private readonly LocalSubscriptions _subscriptions;
    private readonly PublicationWriter _writer;
    private readonly ExtendedActorSystem _system;
    private readonly ILoggingAdapter _log;
    private readonly bool _isUntrusted;

    public TopicExchange(ExtendedActorSystem system, INoticeBoard board, IPartPost post)
    {
        var settings = TopicSettings.Create(system.Settings.Config);
        _system = system;
        _log = Logging.GetLogger(system.EventStream, Part);
        _isUntrusted = system.Settings.Config.GetBoolean("akka.remote.untrusted-mode", false);
        _writer = new PublicationWriter(system, _log);
        _retained = new RetainedTopics(settings.MostRetained);
        _subscriptions = new LocalSubscriptions(system, _table, board, _log, settings.MostSubscriptions);
        post.Handle(Part, OnMessage);
        board.Read(LocalSubscriptions.NoticeKind, new PeerInterests(this, _table, post, settings.MostSubscriptions));
    }

    /// <inheritdoc cref="MessageBus.Publish"/>
    public void Publish(string topic, object message, IActorRef? sender, bool retain)
    {
        ArgumentNullException.ThrowIfNull(message);
        var route = RouteOf(topic);
        if (!retain && _retained.IsEmpty)
            Send(topic, message, sender, route);
        else
            PublishRetained(topic, message, sender, retain);
    }

    /// <inheritdoc cref="MessageBus.Subscribe"/>
    public Task Subscribe(string topic, IActorRef subscriber, string? group)
    {
        var name = InterestName.Create(topic, group);
        CheckSubscriber(subscriber, name);
        try
        {
            lock (_retained.Gate)
            {
                var subscription = _subscriptions.Add(name, subscriber, out var isNew);
                if (isNew && group is null)
                    Replay(name.Pattern, subscriber);
                return subscription.Acknowledged;
            }
        }
        catch (TopicException problem)
        {
            return Task.FromException(problem);
        }
    }

    /// <inheritdoc cref="MessageBus.Unsubscribe"/>
    public Task Unsubscribe(string topic, IActorRef subscriber, string? group)
    {
        var name = InterestName.Create(topic, group);
        ArgumentNullException.ThrowIfNull(subscriber);
        return _subscriptions.Remove(name, subscriber);
    }

    private static void CheckSubscriber(IActorRef subscriber, InterestName name)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        if (subscriber is not IInternalActorRef { IsLocal: true } || subscriber.IsNobody())
        {
            throw new ArgumentException(
                $"{subscriber} cannot be subscribed to {name}: only an actor of this process can. Subscribe it in its own process.", nameof(subscriber));
        }
    }

    /// <exception cref="ArgumentException">The topic is illegal.</exception>
    private Route RouteOf(string topic) => (topic is null ? null : _table.Known(topic)) ?? _table.Find(TopicGrammar.CheckTopic(topic!));

    /// <returns>The message serialized, if it had to be.</returns>
    private byte[]? Send(string topic, object message, IActorRef? sender, Route route)
    {
        foreach (var subscriber in route.Here)
            subscriber.Tell(message, sender);
        var choices = route.Groups.Length == 0 ? null : Choose(message, sender, route.Groups);
        return route.Peers.Length == 0 && choices is null ? null : SendToPeers(topic, message, sender, route, choices);
    }

    /// <summary>Chooses a member of each group, and tells those here. Null if none is elsewhere.</summary>
    private static GroupChoices? Choose(object message, IActorRef? sender, Interest[] groups)
    {
        GroupChoices? choices = null;
        foreach (var group in groups)
        {
            if (group.NextProcess() is { } peer)
                (choices ??= new GroupChoices()).Add(peer, group.Name.Text);
            else
                group.NextMember()?.Tell(message, sender);
        }

        return choices;
    }

    private byte[]? SendToPeers(string topic, object message, IActorRef? sender, Route route, GroupChoices? choices)
    {
        if (_writer.Write(topic, message) is not { } bytes)
            return null;
        LaneFullException? full = null;
        var plain = new OutgoingPublication(topic, bytes);
        foreach (var peer in route.Peers)
        {
            var groups = choices?.Take(peer) ?? [];
            TrySend(peer, groups.Count == 0 ? plain : new OutgoingPublication(topic, bytes) { Groups = groups }, sender, ref full);
        }

        if (choices is not null)
        {
            foreach (var (peer, groups) in choices.Rest)
                TrySend(peer, new OutgoingPublication(topic, bytes) { Groups = groups }, sender, ref full);
        }

        if (full is not null)
            ExceptionDispatchInfo.Throw(full);
        return bytes;
    }

    /// <summary>One full lane must not keep the message from the others.</summary>
    private static void TrySend(IActorRef peer, OutgoingPublication publication, IActorRef? sender, ref LaneFullException? full)
    {
        try
        {
            // In the publisher's name: a lane keeps the messages of two actors in order, also large and small ones.
            peer.Tell(publication, sender);
        }
        catch (LaneFullException problem)
        {
            full ??= problem;
        }
    }
}
