using System.Threading.Channels;
using Akka.Actor;
using Akka.Remote;
using Bus.Testing;

namespace Bus.Conformance.Tests.Children;

/// <summary>The actor to which children report, and which hears of the ends of their links.</summary>
internal sealed class Nursery : ReceiveActor
{
    public Nursery(ChannelWriter<IActorRef> born, ChannelWriter<Address> ends)
    {
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Receive<DisassociatedEvent>(end => ends.TryWrite(end.RemoteAddress));
        Receive<string>(_ => born.TryWrite(Sender));
    }

    public static async Task<T> Next<T>(Channel<T> channel) =>
        await channel.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);
}
