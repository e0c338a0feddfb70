using System.Globalization;
using Akka.Actor;
using Bus.Remoting.Tests.Actors;

namespace Bus.Remoting.Tests.Processes;

/// <summary>
/// What this assembly does as a program: a system named <c>Far</c> with an actor <c>echo</c>, for specs that need a real second process. It
/// says <c>ready</c> when it listens, and terminates when its standard input ends, so it never outlives who started it.
/// </summary>
public static class PeerProgram
{
    /// <param name="args">The mechanism, the rendezvous directory and the port.</param>
    public static async Task<int> Main(string[] args)
    {
        if (args.Length != 3)
        {
            await Console.Error.WriteLineAsync("usage: MECHANISM DIRECTORY PORT (the tests in here are run by `dotnet test`)");
            return 2;
        }

        using Ground ground = Ground.Join(args[0], args[1]);
        int port = int.Parse(args[2], CultureInfo.InvariantCulture);
        ActorSystem system = ActorSystem.Create("Far", ground.Config(port, "akka { loglevel = OFF, loggers = [] }"));
        system.ActorOf(Props.Create<EchoActor>(), "echo");
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync();
        await system.Terminate();
        return 0;
    }
}
