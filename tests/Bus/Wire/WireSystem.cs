using Akka.Actor;
using Akka.Configuration;
using Akka.Remote;
using Bus.Lanes;
using Bus.Testing;
using Bus.Transports;
using Bus.Transports.Links;
using Bus.Transports.Reactors;

namespace Bus.Tests.Wire;

/// <summary>An actor system with lanes, and what links that a test makes by hand need.</summary>
internal sealed class WireSystem : IAsyncDisposable
{
    /// <summary>Where nobody is.</summary>
    public static readonly Address NoPeer = new("akka.ipc", "Peer", "local", 1);

    private readonly TemporaryDirectory? _own;
    private readonly Reactor _reactor;
    private readonly ReaderPool _readers;

    public WireSystem(string hocon = "", string name = "Here", string? directory = null)
    {
        _own = directory is null ? new TemporaryDirectory() : null;
        Directory = directory ?? _own!.Path;
        System = ActorSystem.Create(name, ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString($$"""
            akka { loglevel = ERROR, stdout-loglevel = OFF, loggers = [], log-dead-letters = off }
            akka.actor.provider = "Bus.BusActorRefProvider, Bus"
            bus.lanes.maximum-message-size = 1 MiB
            akka.remote.ipc { port = 0, directory = "{{Directory}}" }
            """)).WithIpcDefaults());
        Provider = (BusActorRefProvider)((ExtendedActorSystem)System).Provider;
        Lanes = Provider.Lanes!;
        _reactor = new Reactor("ipc-control", _ => { });
        _readers = new ReaderPool(1, _ => { });
        Host = new LinkHost(_reactor, _readers, new LinkLimits(LaneFormat.MostFrameBytes, Lanes.Settings.OutboxBytes, TimeSpan.FromSeconds(5)));
    }

    public string Directory { get; }

    public ActorSystem System { get; }

    public BusActorRefProvider Provider { get; }

    public LaneSystem Lanes { get; }

    public LinkHost Host { get; }

    public Address Address => Provider.DefaultAddress;

    /// <summary>A reference to an actor of a peer.</summary>
    public RemoteActorRef Remote(string name, Address? peer = null) =>
        (RemoteActorRef)Provider.ResolveActorRef(new RootActorPath(peer ?? NoPeer) / "user" / name);

    public async ValueTask DisposeAsync()
    {
        await System.Terminate().WaitAsync(Eventually.Patience);
        _readers.Dispose();
        _reactor.Dispose();
        _own?.Dispose();
    }
}
