using Akka.Actor;

namespace Bus.Examples.Processes;

/// <summary>Whom the members of a run report to.</summary>
internal sealed class Registrar : ReceiveActor
{
    /// <param name="joined">Is told the number of a member and its actor.</param>
    public Registrar(Action<int, IActorRef> joined) => Receive<Joined>(message => joined(message.Number, Sender));
}
