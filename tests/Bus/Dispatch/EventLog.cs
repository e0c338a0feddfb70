using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Bus.Tests.Dispatch;

/// <summary>Collects what is logged.</summary>
public sealed class EventLog<T> where T : LogEvent
{
    private readonly ConcurrentQueue<T> _events = new();

    public EventLog(ActorSystem system) =>
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Listener(_events))), typeof(T));

    public int Count => _events.Count;

    public bool Has(string part) => _events.Any(it => it.ToString().Contains(part, StringComparison.Ordinal));

    private sealed class Listener : ReceiveActor
    {
        public Listener(ConcurrentQueue<T> events) => Receive<T>(events.Enqueue);
    }
}
