using Akka.Actor;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.ClientServer;

/// <summary>The actor of the server's process.</summary>
internal sealed class ServerProcess : ReceiveActor
{
    public static readonly Role Role = new("client-server-server", _ => Props.Create(() => new ServerProcess()));

    private ServerSystem? _system;

    public ServerProcess()
    {
        Receive<Serve>(serve =>
        {
            try
            {
                _system = new ServerSystem(serve);
                Sender.Tell(new Ready(null));
            }
            catch (ExampleException problem)
            {
                Sender.Tell(new Ready(problem.Message));
            }
        });
        ReceiveAsync<StopServing>(async _ =>
        {
            var answerTo = Sender;
            answerTo.Tell(await _system!.StopAsync());
        });
    }
}
