using System.Diagnostics;
using Akka.Actor;

namespace Bus.Benchmarks.Mesh;

/// <summary>Notes when peers come and go, and watches an actor of each that it is told of.</summary>
internal sealed class MeshWatcher(Moments moments) : UntypedActor
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
                moments.Set("up " + up.Peer.Name, DateTime.UtcNow.Ticks);
                break;
            case BusPeer watched:
                Context.ActorSelection(new RootActorPath(watched.Address) / "user" / "sink").Tell(new Identify(watched.Name));
                break;
            case PeerDown down:
                moments.Set("down " + down.Peer.Name, Stopwatch.GetTimestamp());
                break;
            case ActorIdentity { Subject: { } sink }:
                Context.Watch(sink);
                moments.Set("watching " + sink.Path.Address.System, Stopwatch.GetTimestamp());
                break;
            case Terminated terminated:
                moments.Set("terminated " + terminated.ActorRef.Path.Address.System, Stopwatch.GetTimestamp());
                break;
        }
    }
}
