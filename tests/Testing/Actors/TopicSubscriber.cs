using System.Collections.Concurrent;
using System.Globalization;
using Akka.Actor;
using Bus.Testing.Lanes;

namespace Bus.Testing.Actors;

/// <summary>Keeps what it is told: numbers by their senders, and of everything else the text.</summary>
public sealed class TopicSubscriber : ReceiveActor
{
    public TopicSubscriber(SequenceLog numbers, ConcurrentQueue<string> texts)
    {
        Receive<int>(number => numbers.Add(Sender.Path.Name, number));
        ReceiveAny(message => texts.Enqueue(Convert.ToString(message, CultureInfo.InvariantCulture)!));
    }
}
