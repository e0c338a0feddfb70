using Akka.Actor;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Load;

namespace Bus.Benchmarks.Peers;

/// <summary>Two linked actor systems on one carrier: this process's, and the peer's with its echoing actors.</summary>
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

    /// <exception cref="BenchmarkException">One of the two does not start, or they do not find each other.</exception>
    public static async Task<CarrierPair> StartAsync(
        Carrier carrier, PeerProcess peer, string directory, int echoes, CancellationToken cancelled)
    {
        var address = await peer.StartSystemAsync(carrier, echoes, cancelled);
        var pair = new CarrierPair(carrier, peer, carrier.CreateSystem("Ping", directory));
        try
        {
            var paths = Enumerable.Range(0, echoes).Select(i => new RootActorPath(address) / "user" / EchoActor.NameOf(i));
            pair.Echoes = await Task.WhenAll(
                paths.Select(path => pair._system.ActorSelection(path).ResolveOne(Patience, cancelled)));
            return pair;
        }
        catch (ActorNotFoundException e)
        {
            await pair.DisposeAsync();
            throw new BenchmarkException(
                $"Over {carrier} the peer's actors at {address} were not found within {Patience.TotalSeconds} s.", e);
        }
    }

    /// <summary>What both processes have used so far of all processors. Meaningful while nothing else goes on in them.</summary>
    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime + _peer.ProcessorTime;

    /// <summary>Starts an actor in this process.</summary>
    public IActorRef Spawn(Props props) => _system.ActorOf(props, $"client-{_actors++}");

    public void Stop(IActorRef actor) => _system.Stop(actor);

    public async ValueTask DisposeAsync() => await Task.WhenAny(_system.Terminate(), Task.Delay(Patience));
}
