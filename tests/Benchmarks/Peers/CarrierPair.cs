using Akka.Actor;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Load;

namespace Bus.Benchmarks.Peers;

/// <summary>
/// Two linked actor systems on one carrier: this process's, and the peer's with its answering actors. In process, both are one.
/// </summary>
internal sealed class CarrierPair : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system;
    private readonly PeerProcess _peer;
    private int _actors;

    private CarrierPair(Carrier carrier, PeerProcess peer, ActorSystem system)
    {
        Carrier = carrier;
        _peer = peer;
        _system = system;
    }

    public Carrier Carrier { get; }

    /// <summary>The echoing actors in the other process.</summary>
    public IReadOnlyList<IActorRef> Echoes { get; private set; } = [];

    /// <summary>The actor there that only counts.</summary>
    public IActorRef Sink { get; private set; } = ActorRefs.Nobody;

    /// <param name="carrier">What links them.</param>
    /// <param name="peer">The other process.</param>
    /// <param name="directory">Where the two systems find each other.</param>
    /// <param name="echoes">So many echoing actors.</param>
    /// <param name="frameBytes">The largest frame that both let through.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="BenchmarkException">One of the two does not start, or they do not find each other.</exception>
    public static async Task<CarrierPair> StartAsync(
        Carrier carrier, PeerProcess peer, string directory, int echoes, int frameBytes, CancellationToken cancelled)
    {
        var there = carrier.IsInProcess ? null : await peer.StartSystemAsync(carrier, echoes, frameBytes, cancelled);
        var pair = new CarrierPair(carrier, peer, CreateSystem(carrier, directory, frameBytes));
        var address = there ?? AnsweringActors.Start(pair._system, carrier, echoes);
        try
        {
            pair.Sink = await pair.FindAsync(address, SinkActor.Name, cancelled);
            pair.Echoes = await Task.WhenAll(
                Enumerable.Range(0, echoes).Select(i => pair.FindAsync(address, EchoActor.NameOf(i), cancelled)));
            return pair;
        }
        catch (ActorNotFoundException e)
        {
            await pair.DisposeAsync();
            throw new BenchmarkException(
                $"Over {carrier} the peer's actors at {address} were not found within {Patience.TotalSeconds} s.", e);
        }
    }

    /// <summary>What both processes have used up so far. Meaningful while nothing else goes on in them.</summary>
    public async Task<ProcessUsage> UsageAsync(CancellationToken cancelled)
    {
        var there = await _peer.UsageAsync(cancelled);
        return there + ProcessUsage.Now();
    }

    /// <summary>Starts an actor in this process.</summary>
    public IActorRef Spawn(Props props) => _system.ActorOf(Carrier.Place(props), $"client-{_actors++}");

    public void Stop(IActorRef actor) => _system.Stop(actor);

    public async ValueTask DisposeAsync() => await Task.WhenAny(_system.Terminate(), Task.Delay(Patience));

    private static ActorSystem CreateSystem(Carrier carrier, string directory, int frameBytes)
    {
        try
        {
            return carrier.CreateSystem("Ping", directory, frameBytes);
        }
        catch (Exception e)
        {
            throw new BenchmarkException($"Over {carrier} no actor system starts: {e.GetBaseException().Message}", e);
        }
    }

    private Task<IActorRef> FindAsync(Address address, string name, CancellationToken cancelled) =>
        _system.ActorSelection(new RootActorPath(address) / "user" / name).ResolveOne(Patience, cancelled);
}
