using Akka.Actor;
using Bus.Examples.Processes;

namespace Bus.Examples.ClientServer;

/// <summary>The actor of a client's process.</summary>
internal sealed class ClientProcess : ReceiveActor
{
    public static readonly Role Role = new("client-server-client", membership => Props.Create(() => new ClientProcess(membership)));

    // On the pool: a system that is started in an actor's own context waits for its logger, which waits for that context.
    public ClientProcess(Membership membership) => Receive<Measure>(measure =>
        Task.Run(() => ClientSystem.MeasureAsync(measure, membership.Number)).PipeTo(Sender));
}
