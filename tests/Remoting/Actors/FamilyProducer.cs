using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Makes <see cref="FamilyActor"/>s, as a container of dependencies would.</summary>
public sealed class FamilyProducer : IIndirectActorProducer
{
    /// <inheritdoc/>
    public Type ActorType => typeof(FamilyActor);

    /// <inheritdoc/>
    public ActorBase Produce() => new FamilyActor();

    /// <inheritdoc/>
    public void Release(ActorBase actor)
    {
    }
}
