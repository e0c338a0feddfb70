using Akka.Actor;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Watches another one, and so keeps the systems associated.</summary>
public sealed class WatchingActor : ReceiveActor
{
    private readonly IActorRef _other;

    public WatchingActor(IActorRef other) => _other = other;

    protected override void PreStart() => Context.Watch(_other);
}
