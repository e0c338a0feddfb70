using Bus.Topics;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>What a message costs on the heap, to the byte: it must not grow with its subscribers.</summary>
public sealed class TopicAllocationTests : IAsyncLifetime
{
    private readonly TopicNode _node = new();
    private readonly DeafRef _sender = new("sender");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public void Publishing_to_subscribers_here_allocates_nothing()
    {
        Subscribe(10);
        Assert.Equal(0, Allocations.Of(() => _node.Publish("a.b", "hello", _sender)));
        Assert.Equal(0, Allocations.Of(() => _node.Publish("nobody", "hello", _sender)));
    }

    [Fact]
    public void Publishing_to_ten_processes_allocates_as_much_as_to_one()
    {
        Deaf("Peer0");
        var one = Allocations.Of(() => _node.Publish("a.b", "hello", _sender));
        Assert.InRange(one, 1, 300);
        for (var i = 1; i < 10; i++)
            Deaf($"Peer{i}");
        Assert.Equal(one, Allocations.Of(() => _node.Publish("a.b", "hello", _sender)));
    }

    [Fact]
    public void Receiving_allocates_the_message_and_one_object_whatever_the_number_of_subscribers()
    {
        var serializer = (TopicSerializer)_node.System.Serialization.FindSerializerForType(typeof(OutgoingPublication));
        var bytes = serializer.ToBinary(new OutgoingPublication("a.b", new PublicationWriter(_node.System, Akka.Event.NoLogger.Instance).Write("a.b", 7L)!));
        var number = 7L;
        var expected = Allocations.Of(() => GC.KeepAlive(number)) + Allocations.Of(() => GC.KeepAlive(new IncomingPublication("a.b", [], null, "")));
        Assert.Equal(expected, Allocations.Of(() => _node.Receive(serializer.Deserialize(bytes, ""), _sender)));
        Subscribe(100);
        Assert.Equal(expected, Allocations.Of(() => _node.Receive(serializer.Deserialize(bytes, ""), _sender)));
    }

    private void Subscribe(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.True(_node.Exchange.Subscribe("a.*", new DeafRef($"subscriber{i}"), null).IsCompletedSuccessfully);
    }

    private void Deaf(string peer)
    {
        _node.Post.Replace(peer, new DeafRef(peer));
        _node.Peer(peer, "a.*");
    }
}
