using Akka.Actor;
using Bus.Peers;
using Bus.Services;
using Bus.Signals;
using Bus.Topics;

namespace Bus;

/// <summary>
/// The bus of this machine, as one actor system sees it: who else is there, topics, services, signals. Get it by <see cref="Get"/>.
/// </summary>
/// <remarks>Thread-safe. Settings and their defaults: <c>reference.conf</c>, section <c>bus</c>.</remarks>
public sealed partial class MessageBus : IExtension
{
    private readonly PeerTable _peers;
    private readonly SignalPost _signals;

    internal MessageBus(ExtendedActorSystem system, BusCore core)
    {
        _peers = core.Peers;
        _topics = new TopicExchange(system, core.Board, core.Post);
        _services = new ServiceRegistry(system, core.Board);
        _signals = core.Signals;
    }

    /// <summary>The bus of an actor system, which has it from its start.</summary>
    /// <exception cref="InvalidOperationException">Its <c>akka.actor.provider</c> is not one of the Bus.</exception>
    public static MessageBus Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<MessageBus, MessageBusProvider>();
    }
}
