using Akka;
using Akka.Actor;
using Bus.Testing.Lanes;

namespace Bus.Peer.Signals;

/// <summary>
/// A system of the bus that says which signals it gets. After <c>listens ADDRESS</c>, a line each: <c>got SIGNAL</c> for one that it has subscribed to;
/// <c>shuts down: REASON</c>; <c>terminated</c>, before it ends by itself with exit code 7.
/// </summary>
internal static class SignalPeerSession
{
    /// <param name="directory">Where to meet.</param>
    /// <param name="port">0 for any.</param>
    /// <param name="settings">Of the system.</param>
    /// <param name="subscriptions">What to subscribe to.</param>
    /// <param name="ending">How it ends: <c>leave</c> when its system has terminated; <c>stay</c> for ever; <c>hang</c> in a phase of the shutdown.</param>
    public static async Task<int> Run(string directory, int port, string settings, string[] subscriptions, string ending)
    {
        PeerSession.EndWithInput();
        var system = ActorSystem.Create("Peer", LaneHocon.Create(directory, port, settings));
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "say", async () =>
        {
            await Console.Out.WriteLineAsync($"shuts down: {shutdown.ShutdownReason}");
            if (ending == "hang")
                await Task.Delay(Timeout.Infinite);
            return Done.Instance;
        });
        var speaker = system.ActorOf(Props.Create(() => new SignalSpeaker()), "speaker");
        foreach (var subscription in subscriptions)
            MessageBus.Get(system).SubscribeSignal(Enum.Parse<BusSignal>(subscription), speaker);
        await Console.Out.WriteLineAsync($"listens {((ExtendedActorSystem)system).Provider.DefaultAddress}");
        await system.WhenTerminated;
        await Console.Out.WriteLineAsync("terminated");
        if (ending == "stay")
            await Task.Delay(Timeout.Infinite);
        return 7;
    }
}
