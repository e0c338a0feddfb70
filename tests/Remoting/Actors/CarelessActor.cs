using Akka.Actor;

namespace Bus.Remoting.Tests.Actors;

/// <summary>Watches one actor and has no answer to its end.</summary>
public sealed class CarelessActor : ReceiveActor
{
    /// <param name="watched">That actor.</param>
    public CarelessActor(IActorRef watched) => Receive<string>(_ =>
    {
        Context.Watch(watched);
        Sender.Tell("watching");
    });
}
