using Akka.Actor;
using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Load;

/// <summary>The actors at the far end of a carrier.</summary>
internal static class AnsweringActors
{
    /// <returns>Where they are.</returns>
    public static Address Start(ActorSystem system, Carrier carrier, int echoes)
    {
        for (var i = 0; i < echoes; i++)
            system.ActorOf(carrier.Place(Props.Create<EchoActor>()), EchoActor.NameOf(i));
        system.ActorOf(carrier.Place(Props.Create<SinkActor>()), SinkActor.Name);
        return ((ExtendedActorSystem)system).Provider.DefaultAddress;
    }
}
