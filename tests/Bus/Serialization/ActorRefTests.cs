using Akka.Actor;
using Bus.Testing;
using Bus.Tests.Serialization.Messages;
using Xunit;

namespace Bus.Tests.Serialization;

/// <summary>Refs within messages lead back to where they came from.</summary>
public sealed class ActorRefTests : IAsyncLifetime
{
    private readonly SerializationSystem _near = SerializationSystem.Start(SerializationSystem.BindMemoryPack);
    private readonly SerializationSystem _far;

    public ActorRefTests() => _far = _near.StartPeer(SerializationSystem.BindMemoryPack);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _far.DisposeAsync();
        await _near.DisposeAsync();
    }

    [Fact]
    public void In_json()
    {
        var actor = _near.System.ActorOf(Props.Empty, "json");
        var read = Assert.IsType<Order>(_far.Read(_near.Write(new Order("tea", 2, actor))));
        Assert.Equal(At(_near, actor), read.ReplyTo!.Path.ToSerializationFormat());
        Assert.Equal(actor, ((Order)_near.Read(_near.Write(read))!).ReplyTo);
    }

    [Fact]
    public void In_memorypack()
    {
        IActorRef first = _near.System.ActorOf(Props.Empty, "first"), second = _near.System.ActorOf(Props.Empty, "second");
        var payload = _near.Write(new Job("tea", first, [first, second]));
        Assert.Equal(_near.StockWrite(new Job("tea", first, [first, second])), payload);

        var far = Assert.IsType<Job>(_far.Read(payload));
        Assert.Equal(At(_near, first), far.ReplyTo!.Path.ToSerializationFormat());
        Assert.Equal([At(_near, first), At(_near, second)], far.Watchers!.Select(w => w.Path.ToSerializationFormat()));

        // And back home: the far side names them by the near address.
        var home = Assert.IsType<Job>(_near.Read(_far.Write(far)));
        Assert.Same(first, home.ReplyTo);
        Assert.Equal([first, second], home.Watchers);
    }

    [Fact]
    public void No_ref_stays_none()
    {
        var read = Assert.IsType<Job>(_far.Read(_near.Write(new Job("tea", null, null))));
        Assert.Null(read.ReplyTo);
        Assert.Null(read.Watchers);
    }

    [Fact]
    public void The_ambient_information_of_another_system_is_put_back()
    {
        var actor = _near.System.ActorOf(Props.Empty, "nested");
        Akka.Serialization.Serialization.WithTransport(_far.System, 0, _ =>
        {
            var payload = _near.Write(new Job("tea", actor, null));
            Assert.Same(actor, ((Job)_near.Read(payload)!).ReplyTo);
            Assert.Same(_far.System, Akka.Serialization.Serialization.GetCurrentTransportInformation().System);
            return 0;
        });
    }

    [Fact]
    public async Task By_the_classic_way_too()
    {
        _far.System.ActorOf(Props.Create(() => new Replier()), "replier");
        var answer = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = _near.System.ActorOf(Props.Create(() => new Receiver(answer)), "receiver");
        _near.System.ActorSelection(new RootActorPath(_far.Address) / "user" / "replier").Tell(new Job("tea", receiver, [receiver]));
        Assert.Equal(new Note("tea", 1, null, null, null, null), await answer.Task.WaitAsync(Eventually.Patience));
    }

    private static string At(SerializationSystem system, IActorRef actor) => actor.Path.ToSerializationFormatWithAddress(system.Address);
}
