using System.Diagnostics;
using Akka.Actor;
using Bus.Telemetry;
using Bus.Testing.Actors;
using Bus.Testing.Lanes;

namespace Bus.Peer.Telemetry;

/// <summary>A system of which somebody listens to the traces, until the standard input ends. It says <c>listens ADDRESS</c>, and has an actor <c>trace</c>.</summary>
internal static class TracePeerSession
{
    public static async Task<int> Run(string directory, int port, string settings)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BusTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var system = ActorSystem.Create("Peer", LaneHocon.Create(directory, port, settings));
        system.ActorOf(Props.Create(() => new TraceActor()).WithMailbox("bus.traced-mailbox"), "trace");
        await Console.Out.WriteLineAsync($"listens {((ExtendedActorSystem)system).Provider.DefaultAddress}");
        await Console.In.ReadToEndAsync();
        await system.Terminate();
        return 0;
    }
}
