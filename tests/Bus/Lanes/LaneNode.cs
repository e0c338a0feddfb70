using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Remote;
using Bus.Lanes;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes.Actors;

namespace Bus.Tests.Lanes;

/// <summary>An actor system with the provider of the Bus, in this process.</summary>
public sealed class LaneNode(string name, string directory, int port, string hocon) : IAsyncDisposable
{
    public ActorSystem System { get; } = ActorSystem.Create(name, LaneHocon.Create(directory, port, hocon));

    public RemoteActorRefProvider Provider => (RemoteActorRefProvider)((ExtendedActorSystem)System).Provider;

    public Address Address => Provider.DefaultAddress;

    /// <summary>Akka.Remote's number of this incarnation.</summary>
    public int Uid => AddressUidExtension.Uid(System);

    /// <summary>The lanes; only if they are on.</summary>
    internal LaneSystem Lanes => ((BusActorRefProvider)Provider).Lanes!;

    /// <summary>What this system knows of another.</summary>
    internal LanePeer PeerAt(Address address) => Lanes.Peers.Of(address)!;

    internal LanePeer PeerAt(LaneNode other) => PeerAt(other.Address);

    /// <summary>An actor of any system by its path there, such as <c>/user/echo</c>; nothing is sent for it.</summary>
    public IActorRef Find(Address at, string path) => Provider.ResolveActorRef(at + path);

    /// <summary>The same with the uid that it has now.</summary>
    public IActorRef Find(LaneNode at, IActorRef actor) =>
        Provider.ResolveActorRef(actor.Path.ToSerializationFormatWithAddress(at.Address));

    /// <summary>An actor that takes numbers.</summary>
    public IActorRef Sequence(SequenceLog log) => System.ActorOf(Props.Create(() => new SequenceActor(log)), "sequence");

    public IActorRef Echo() => System.ActorOf(Props.Create(() => new EchoActor()), "echo");

    /// <summary>Asks another system's echo until it answers, and fails if it never does.</summary>
    public Task EchoAnswers(Address at) => Eventually.True($"{at} answers", () =>
    {
        var answer = Find(at, "/user/echo").Ask<string>("are you there?", TimeSpan.FromMilliseconds(200));
        return answer.ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default).GetAwaiter().GetResult();
    });

    /// <summary>Waits until messages go by lane.</summary>
    public Task IsOpenTo(Address address) => HasStateFor(address, LaneState.Open);

    internal async Task HasStateFor(Address address, LaneState state)
    {
        var peer = PeerAt(address);
        try
        {
            await Eventually.True("", () => peer.State == state);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{name} is {peer.State} and not {state} for {address}, with {peer.LaneCount} links.");
        }
    }

    /// <summary>Everything of a kind that the system publishes from now on.</summary>
    public ConcurrentQueue<T> Published<T>()
    {
        var seen = new ConcurrentQueue<T>();
        var collector = System.ActorOf(Props.Create(() => new CollectingActor<T>(seen)));
        System.EventStream.Subscribe(collector, typeof(T));
        return seen;
    }

    public Task Terminate() => System.Terminate().WaitAsync(Eventually.Patience);

    public async ValueTask DisposeAsync() => await Terminate();
}
