using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace Bus.Benchmarks.Mesh;

/// <summary>Notes when peers come and go, and watches an actor of each that is there to be killed.</summary>
internal sealed class MeshWatcher(ConcurrentDictionary<string, string> moments) : UntypedActor
{
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(PeerUp));
        Context.System.EventStream.Subscribe(Self, typeof(PeerDown));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PeerUp up:
                moments["up " + up.Peer.Name] = DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);
                if (up.Peer.Name.StartsWith(MeshMember.Victim, StringComparison.Ordinal))
                    Context.ActorSelection(new RootActorPath(up.Peer.Address) / "user" / "sink").Tell(new Identify(up.Peer.Name));
                break;
            case PeerDown down:
                moments["down " + down.Peer.Name] = Now();
                break;
            case ActorIdentity { Subject: { } sink }:
                Context.Watch(sink);
                moments["watching " + sink.Path.Address.System] = Now();
                break;
            case Terminated terminated:
                moments["terminated " + terminated.ActorRef.Path.Address.System] = Now();
                break;
        }
    }

    private static string Now() => Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
}
