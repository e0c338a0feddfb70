using Akka.Actor;

namespace Bus;

/// <summary>Makes the <see cref="MessageBus"/> of an actor system. Applications use <see cref="MessageBus.Get"/>.</summary>
public sealed class MessageBusProvider : ExtensionIdProvider<MessageBus>
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The system's provider is not one of the Bus.</exception>
    public override MessageBus CreateExtension(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.Provider is IBusProvider provider
            ? new MessageBus(system, provider.Core)
            : throw new InvalidOperationException($"The actor system {system.Name} has no bus: its akka.actor.provider is {system.Provider.GetType()}. Set it to " +
                $"\"{typeof(BusActorRefProvider).FullName}, Bus\", or in a cluster to \"{typeof(BusClusterActorRefProvider).FullName}, Bus\".");
    }
}
