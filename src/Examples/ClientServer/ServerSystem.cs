using Akka.Actor;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.ClientServer;

/// <summary>A new actor system for each turn, with the server in it.</summary>
internal sealed class ServerSystem
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ActorSystem _system;
    private readonly IActorRef _server;

    /// <exception cref="ExampleException">The mechanism is none, or the system cannot be on the bus; it says why.</exception>
    public ServerSystem(Serve serve)
    {
        _system = ExampleSystem.Create(serve.Name, serve.Mechanism);
        _server = _system.ActorOf(Props.Create(() => new FileServer()), FileServer.Name);
    }

    public async Task<Served> StopAsync()
    {
        var served = await _server.Ask<Served>(new StopServing(), Patience);
        await _system.Terminate();
        _system.Dispose();
        return served;
    }
}
