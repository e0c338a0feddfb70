using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Load;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Soak;

/// <summary>Keeps up the load of pingpong, and looks at both processes every few seconds.</summary>
internal static class SoakRun
{
    private const int InFlight = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>What comes twice may come later than everything that was waited for.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(500);

    public static async Task<SoakResult> RunAsync(
        SoakOptions options, PeerProcess peer, string directory, Action<string> report, CancellationToken cancelled)
    {
        await using var pair = await CarrierPair.StartAsync(
            options.Carrier, peer, directory, options.Clients, Carrier.DefaultFrameBytes, cancelled);
        var loadSwitch = new LoadSwitch();
        var clients = Enumerable.Range(0, options.Clients)
            .Select(i => pair.Spawn(Props.Create(() => new NumberedClient(i, pair.Echoes[i], InFlight, loadSwitch)))).ToArray();

        List<SoakSample> samples = [];
        var clock = Stopwatch.StartNew();
        var (seenAt, seen, progressAt) = (TimeSpan.Zero, 0L, TimeSpan.Zero);
        while (clock.Elapsed < options.Duration && clock.Elapsed - progressAt < Patience)
        {
            await Task.Delay(options.Interval, cancelled);
            var (at, answered) = (clock.Elapsed, (await InquireAsync(clients, cancelled)).Answered);
            samples.Add(new SoakSample(
                at, 2 * (answered - seen) / (at - seenAt).TotalSeconds, ProcessSample.Take(), await peer.SampleAsync(cancelled)));
            if (answered > seen)
                progressAt = at;
            (seenAt, seen) = (at, answered);
            report(Line(samples[^1]));
        }

        loadSwitch.Phase = LoadPhase.Draining;
        var stoppedEarly = clock.Elapsed < options.Duration;
        return new SoakResult(options, samples, await DrainAsync(clients, cancelled), stoppedEarly);
    }

    /// <summary>What has not come a while after the last question will not come any more.</summary>
    private static async Task<SequenceCounts> DrainAsync(IActorRef[] clients, CancellationToken cancelled)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var counts = await InquireAsync(clients, cancelled);
            if (counts.Missing == 0 || clock.Elapsed > Patience)
                break;
            await Task.Delay(LookAgain, cancelled);
        }

        await Task.Delay(Aftermath, cancelled);
        return await InquireAsync(clients, cancelled);
    }

    private static async Task<SequenceCounts> InquireAsync(IActorRef[] clients, CancellationToken cancelled) =>
        (await Task.WhenAll(clients.Select(client => client.Ask<SequenceCounts>(NumberedClient.Inquiry, cancelled))))
            .Aggregate((left, right) => left + right);

    private static string Line(SoakSample sample) => string.Create(CultureInfo.InvariantCulture,
        $"{sample.At.TotalSeconds,6:N0} s {sample.MessagesPerSecond,11:N0} messages/s; " +
        $"client: {Brief(sample.Client)}; peer: {Brief(sample.Peer)}");

    private static string Brief(ProcessSample sample) => string.Create(CultureInfo.InvariantCulture,
        $"{sample.ResidentBytes >> 20} MiB resident, {sample.HeapBytes / 1024.0 / 1024.0:N1} MiB heap, " +
        $"{sample.Descriptors} descriptors, {sample.Threads} threads");
}
