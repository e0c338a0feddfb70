using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Remote;
using Bus.Lanes;
using Bus.Telemetry;

namespace Bus.Board;

/// <inheritdoc cref="IPartPost"/>
internal sealed class PartPost(ExtendedActorSystem system, RemoteActorRefProvider provider, LaneSystem? lanes) : IPartPost
{
    private readonly ConcurrentDictionary<(Address Peer, string Part), IActorRef> _parts = new();

    /// <summary>The actor below <c>/system</c> that stands for a part.</summary>
    public static string NameOf(string part) => "bus-" + part;

    public IActorRef PartAt(Address peer, string part) => _parts.TryGetValue((peer, part), out var known)
        ? known
        : _parts.GetOrAdd((peer, part), provider.ResolveActorRef(new RootActorPath(peer) / "system" / NameOf(part)));

    public void Handle(string part, Action<object, IActorRef> handler)
    {
        var name = NameOf(part);
        // What it passes on to others belongs to the trace that it has come with.
        system.SystemActorOf(Props.Create(() => new PartActor(handler)).WithDeploy(Deploy.Local).WithMailbox(TracedMailbox.ConfigPath), name);
        lanes?.Answer(name, new PartRef(name, provider, handler));
    }
}
