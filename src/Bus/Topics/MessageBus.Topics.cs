using Akka.Actor;
using Bus.Topics;

namespace Bus;

public sealed partial class MessageBus
{
    private readonly TopicExchange _topics;

    /// <summary>Tells a message to every subscriber of a topic, in all processes of the bus.</summary>
    /// <remarks>
    /// <para>
    /// On the caller's thread, and without waiting. The message is serialized once, if another process has subscribers at all, and goes once to each
    /// that has. Each subscriber gets the message itself, once, however many of its subscriptions match; of each group one
    /// member gets it. What is published to a topic in the name of one sender, by one thread at a time, arrives everywhere in order.
    /// </para>
    /// <para>A message that cannot be serialized reaches the subscribers of this process, and an error is in the log.</para>
    /// </remarks>
    /// <param name="topic">
    /// 1 to 16 tokens with '.' between them, such as <c>prices.eur</c>: each of ASCII letters, digits, '-' and '_', at most 255 characters in all.
    /// </param>
    /// <param name="message">Not to be changed any more.</param>
    /// <param name="sender">The <c>Sender</c> that subscribers see; null for the actor that calls, if one does.</param>
    /// <param name="retain">
    /// True to keep the message here for later subscribers, until the next one of the topic is retained, <see cref="ClearRetained"/>, or the end of
    /// this actor system. Groups get no retained messages.
    /// </param>
    /// <exception cref="ArgumentException">The topic is illegal; the error says where.</exception>
    /// <exception cref="TopicException">This process retains <c>bus.topics.maximum-retained</c> messages already. Nobody was told anything.</exception>
    /// <exception cref="LaneFullException">
    /// A lane is full, and <c>bus.lanes.overflow = fail</c>. All subscribers in other processes were told the message.
    /// </exception>
    public void Publish(string topic, object message, IActorRef? sender = null, bool retain = false) =>
        _topics.Publish(topic, message, sender ?? ActorCell.GetCurrentSelfOrNoSender(), retain);

    /// <summary>Subscribes an actor of this process to a topic, or to all topics that match one with wildcards.</summary>
    /// <remarks>A subscription ends by <see cref="Unsubscribe"/> and when the actor stops. To subscribe again to the same changes nothing.</remarks>
    /// <param name="topic">
    /// As for <see cref="Publish"/>; a token may also be <c>*</c>, which stands for any one token, and the last one <c>&gt;</c>, which stands for
    /// one or more.
    /// </param>
    /// <param name="subscriber">Is told the messages as they were published.</param>
    /// <param name="group">
    /// The members of a group, in all processes, take turns: one of them gets each message. Groups of the same name on different topics or
    /// wildcards are different groups. ASCII letters, digits, '-' and '_', at most 255 characters; null for no group.
    /// </param>
    /// <returns>
    /// Completes when the subscription is in force in every process: what is published from then on, anywhere, comes. Faults with a
    /// <see cref="TopicException"/> if there are <c>bus.topics.maximum-subscriptions</c> already, or another process objects.
    /// </returns>
    /// <exception cref="ArgumentException">The topic or the group is illegal, and where; or the actor is not one of this process.</exception>
    public Task Subscribe(string topic, IActorRef subscriber, string? group = null) => _topics.Subscribe(topic, subscriber, group);

    /// <summary>Ends a subscription; nothing happens if there is none. Messages that are under way already may still come.</summary>
    /// <param name="topic">The same as for <see cref="Subscribe"/>.</param>
    /// <param name="subscriber">The same.</param>
    /// <param name="group">The same.</param>
    /// <returns>Completes when every process knows.</returns>
    /// <exception cref="ArgumentException">The topic or the group is illegal.</exception>
    public Task Unsubscribe(string topic, IActorRef subscriber, string? group = null) => _topics.Unsubscribe(topic, subscriber, group);

    /// <summary>Lets go of the message of a topic that was published in this process to be retained. Nobody is told.</summary>
    /// <param name="topic">A topic without wildcards.</param>
    /// <returns>False if there was none.</returns>
    /// <exception cref="ArgumentException">The topic is illegal.</exception>
    public bool ClearRetained(string topic) => _topics.ClearRetained(topic);
}
