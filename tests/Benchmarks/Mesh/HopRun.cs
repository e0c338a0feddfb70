using System.Diagnostics;
using Akka.Actor;
using Bus.Benchmarks.Load;

namespace Bus.Benchmarks.Mesh;

/// <summary>What a topic and a service add to a lane: to a round trip, and to the sender of a message for many.</summary>
internal static class HopRun
{
    public const string Topic = "hop.ping";
    public const string ManyTopic = "hop.many";
    public const string Service = "hop-echo";

    private const int RoundTrips = 20_000;
    private const int Unmeasured = 2_000;
    private const int Bursts = 100;
    private const int BurstLength = 50;

    private static readonly string Text = new('x', 100);

    public static async Task<HopResult> RunAsync(HopOptions options, string directory, Action<string> report, CancellationToken cancelled)
    {
        var members = new List<MeshProcess>();
        var system = MeshSystem.Create("Hop", directory, options.Mechanism);
        try
        {
            for (var i = 0; i < options.Processes; i++)
                members.Add(MeshProcess.Start(directory, $"Member{i}", options.Mechanism));
            await Task.WhenAll(members.Select(member => member.Listens(cancelled)));
            await Task.WhenAll(members.Select(member => member.Ask($"peers {members.Count}", cancelled)));
            await Task.WhenAll(members.Select(member => member.Ask($"subscribe {options.Subscribers}", cancelled)));
            await members[0].Ask("serve", cancelled);
            var bus = MessageBus.Get(system);
            while (bus.Peers.Count < members.Count)
                await Task.Delay(10, cancelled);
            return await MeasureAsync(options, system, bus, report, cancelled);
        }
        finally
        {
            await system.Terminate();
            await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
        }
    }

    private static async Task<HopResult> MeasureAsync(
        HopOptions options, ActorSystem system, MessageBus bus, Action<string> report, CancellationToken cancelled)
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        var echo = provider.ResolveActorRef(new RootActorPath(bus.Peer("Member0").Address) / "user" / "echo");
        var service = bus.Service(Service);
        var quiet = bus.Peers.Select(peer => provider.ResolveActorRef(new RootActorPath(peer.Address) / "user" / "quiet")).ToArray();
        var result = new HopResult();
        (string Name, Action<object, IActorRef> Send)[] ways =
        [
            (HopResult.Lane, echo.Tell),
            (HopResult.Service, service.Tell),
            (HopResult.Topic, (message, sender) => bus.Publish(Topic, message, sender)),
        ];
        (string Name, Action Send)[] fans =
        [
            (HopResult.Sends, () => Array.ForEach(quiet, one => one.Tell(Text, ActorRefs.NoSender))),
            (HopResult.Publish, () => bus.Publish(ManyTopic, Text, ActorRefs.NoSender)),
        ];
        for (var round = -1; round < options.Rounds; round++)
        {
            // The first round compiles.
            var counts = round >= 0;
            foreach (var (name, send) in Turns.Ordered(ways, Math.Max(0, round), Math.Max(0, round)))
            {
                var latencies = await RoundTripsAsync(system, send, cancelled);
                if (counts)
                    result.RoundTrips[name].Add(latencies.Microseconds(50));
            }

            foreach (var (name, send) in Turns.Ordered(fans, Math.Max(0, round), Math.Max(0, round)))
            {
                var (took, processor) = await BurstsAsync(send, cancelled);
                if (!counts)
                    continue;
                result.Fans[name].Add(took);
                result.FanProcessor[name].Add(processor);
            }

            report($"round {round + 1} of {options.Rounds}");
        }

        return result;
    }

    private static async Task<Latencies> RoundTripsAsync(ActorSystem system, Action<object, IActorRef> send, CancellationToken cancelled)
    {
        var done = new TaskCompletionSource<Latencies>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new HopActor(send, RoundTrips, Unmeasured, done)));
        return await done.Task.WaitAsync(TimeSpan.FromSeconds(60), cancelled);
    }

    /// <summary>Short bursts with pauses, so that the processor is the sender's and no outbox fills.</summary>
    /// <returns>Microseconds that one took, and how many of them its thread had a processor: medians of the bursts.</returns>
    private static async Task<(double Took, double Processor)> BurstsAsync(Action send, CancellationToken cancelled)
    {
        var bursts = new double[Bursts];
        var processor = new double[Bursts];
        for (var burst = 0; burst < Bursts; burst++)
        {
            var (started, ran) = (Stopwatch.GetTimestamp(), ThreadClock.Now);
            for (var i = 0; i < BurstLength; i++)
                send();
            bursts[burst] = Stopwatch.GetElapsedTime(started).TotalMicroseconds / BurstLength;
            processor[burst] = (ThreadClock.Now - ran).TotalMicroseconds / BurstLength;
            await Task.Delay(10, cancelled);
        }

        return (Median.Of(bursts)!.Value, Median.Of(processor)!.Value);
    }
}
