using Akka.Actor;
using Bus.Testing.Actors;
using Bus.Testing.Lanes;

namespace Bus.Peer.Lanes;

/// <summary>
/// A system with lanes, until the standard input ends. It says <c>listens ADDRESS</c>. Its actors: <c>echo</c>, <c>sequence</c>,
/// <c>flood</c>, <c>digest</c> and <c>topics</c>.
/// </summary>
internal static class LanePeerSession
{
    public static async Task<int> Run(string name, string directory, int port, string settings)
    {
        var system = ActorSystem.Create(name, LaneHocon.Create(directory, port, settings));
        system.ActorOf(Props.Create(() => new EchoActor()), "echo");
        system.ActorOf(Props.Create(() => new SequenceActor(new SequenceLog())), "sequence");
        system.ActorOf(Props.Create(() => new FloodActor()), "flood");
        system.ActorOf(Props.Create(() => new DigestActor()), "digest");
        system.ActorOf(Props.Create(() => new TopicActor()), "topics");
        await Console.Out.WriteLineAsync($"listens {((ExtendedActorSystem)system).Provider.DefaultAddress}");
        await Console.In.ReadToEndAsync();
        await system.Terminate();
        return 0;
    }
}
