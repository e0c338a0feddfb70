using System.Collections.Concurrent;
using System.Globalization;
using Akka.Actor;
using Bus.Testing.Actors;
using Bus.Testing.Lanes;

namespace Bus.Peer.Lanes;

/// <summary>
/// Subscribes and publishes as it is told:
/// <c>subscribe NAME TOPIC [GROUP]</c>, <c>unsubscribe NAME TOPIC [GROUP]</c>, <c>stop NAME</c>, <c>publish TOPIC COUNT</c>, <c>retain TOPIC TEXT</c>. It answers <c>done</c>,
/// or with the error. To <c>numbers NAME</c> it answers with a <see cref="SequenceReport"/>, and to <c>texts NAME</c> with these, with gaps between them; to <c>peers</c> with the
/// addresses of the systems that it knows of.
/// </summary>
internal sealed class TopicActor : ReceiveActor
{
    private readonly Dictionary<string, (IActorRef Actor, SequenceLog Numbers, ConcurrentQueue<string> Texts)> _subscribers = [];
    private readonly MessageBus _bus = MessageBus.Get(Context.System);

    public TopicActor() => ReceiveAsync<string>(async command =>
    {
        object answer;
        try
        {
            answer = await Do(command.Split(' '));
        }
        catch (Exception problem) when (problem is TopicException or ArgumentException)
        {
            answer = problem.Message;
        }

        Sender.Tell(answer);
    });

    private async Task<object> Do(string[] command)
    {
        switch (command)
        {
            case ["subscribe", var name, var topic, .. var group]:
                await _bus.Subscribe(topic, Subscriber(name).Actor, group.FirstOrDefault());
                break;
            case ["unsubscribe", var name, var topic, .. var group]:
                await _bus.Unsubscribe(topic, Subscriber(name).Actor, group.FirstOrDefault());
                break;
            case ["stop", var name]:
                await Subscriber(name).Actor.GracefulStop(TimeSpan.FromSeconds(60));
                break;
            case ["publish", var topic, var count]:
                for (var i = 0; i < int.Parse(count, CultureInfo.InvariantCulture); i++)
                    _bus.Publish(topic, i, Self);
                break;
            case ["retain", var topic, var text]:
                _bus.Publish(topic, text, Self, retain: true);
                break;
            case ["peers"]:
                return string.Join(' ', _bus.Peers.Select(peer => peer.Address));
            case ["numbers", var name]:
                return Subscriber(name).Numbers.Report;
            case ["texts", var name]:
                return string.Join(' ', Subscriber(name).Texts);
            default:
                throw new ArgumentException($"'{string.Join(' ', command)}' is no command.", nameof(command));
        }

        return "done";
    }

    private (IActorRef Actor, SequenceLog Numbers, ConcurrentQueue<string> Texts) Subscriber(string name)
    {
        if (_subscribers.TryGetValue(name, out var known))
            return known;
        var numbers = new SequenceLog();
        var texts = new ConcurrentQueue<string>();
        return _subscribers[name] = (Context.ActorOf(Props.Create(() => new TopicSubscriber(numbers, texts)), name), numbers, texts);
    }
}
