using Akka.Actor;
using Bus.Testing.Lanes;

namespace Bus.Peer.Services;

/// <summary>
/// A system with one member of a service, until the standard input ends. It says <c>listens ADDRESS</c>, then <c>registered</c> or <c>refused WHY</c>.
/// </summary>
internal static class ServicePeerSession
{
    public static async Task<int> Run(string directory, string settings, string service, ServiceRouting routing, bool isSilent, int peers)
    {
        var system = ActorSystem.Create("Peer", LaneHocon.Create(directory, own: settings));
        await Console.Out.WriteLineAsync($"listens {((ExtendedActorSystem)system).Provider.DefaultAddress}");
        var member = system.ActorOf(Props.Create(() => new ServiceWorker(service, isSilent)), "worker");
        while (MessageBus.Get(system).Peers.Count < peers)
            await Task.Delay(5);
        try
        {
            await MessageBus.Get(system).Register(service, member, new ServiceOptions { Routing = routing });
            await Console.Out.WriteLineAsync("registered");
        }
        catch (ServiceConflictException conflict)
        {
            await Console.Out.WriteLineAsync($"refused {conflict.Message}");
        }

        await Console.In.ReadToEndAsync();
        await system.Terminate();
        return 0;
    }
}
