using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Bus.Tests.Dispatch;

/// <summary>Throws when it comes to a certain message.</summary>
public sealed class BrokenMailbox(Settings settings, Config config) : MailboxType(settings, config)
{
    public static object Bomb { get; } = new();

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BrokenQueue();

    private sealed class BrokenQueue : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        private readonly ConcurrentQueue<Envelope> _messages = new();

        public bool HasMessages => !_messages.IsEmpty;

        public int Count => _messages.Count;

        public void Enqueue(IActorRef receiver, Envelope envelope) => _messages.Enqueue(envelope);

        public bool TryDequeue(out Envelope envelope)
        {
            if (!_messages.TryDequeue(out envelope))
                return false;
            return envelope.Message != Bomb ? true : throw new InvalidOperationException("on purpose");
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            while (_messages.TryDequeue(out var envelope))
                deadletters.Enqueue(owner, envelope);
        }
    }
}
