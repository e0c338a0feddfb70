using Bus.Benchmarks.Peers;
using Bus.Transports;

namespace Bus.Benchmarks.Links;

/// <summary>One thing that is measured of every link.</summary>
/// <param name="Bench">What it is.</param>
/// <param name="Size">Bytes of a payload.</param>
internal sealed record LinkCell(LinkBench Bench, int Size)
{
    public override string ToString() => $"{Bench.ToString().ToLowerInvariant()} {Size}";

    /// <summary>Opens a link, warms it up, measures, and closes it.</summary>
    /// <param name="kind">The link.</param>
    /// <param name="system">Who dials.</param>
    /// <param name="target">Who answers: a system of the peer process.</param>
    /// <param name="peer">For its processor time.</param>
    /// <param name="options">For how long, and with what settings.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<LinkSample> MeasureAsync(
        LinkKind kind, LinkSystem system, BusAddress target, PeerProcess peer, LinksOptions options, CancellationToken cancelled)
    {
        var link = await system.DialAsync(target, kind, options.Settings);
        try
        {
            var probe = new Probe(link, Size, Bench == LinkBench.OneWay ? options.Window : null);
            await (Bench == LinkBench.OneWay
                ? probe.StreamAsync(options.Measured / 5, cancelled)
                : (Task)probe.PingAsync(options.Measured / 5, cancelled));
            var used = await ProcessorTimeAsync();
            if (Bench == LinkBench.OneWay)
            {
                var (elapsed, messages) = await probe.StreamAsync(options.Measured, cancelled);
                return new LinkSample(messages / elapsed.TotalSeconds, await PerMessageAsync(messages), null, null);
            }

            var (duration, latencies) = await probe.PingAsync(options.Measured, cancelled);
            return new LinkSample(latencies.Count / duration.TotalSeconds, await PerMessageAsync(latencies.Count),
                latencies.Microseconds(50), latencies.Microseconds(99));

            async Task<double> PerMessageAsync(long messages) => (await ProcessorTimeAsync() - used).TotalMicroseconds / messages;
        }
        finally
        {
            link.Close("measured");
            await link.Ended;
        }

        async Task<TimeSpan> ProcessorTimeAsync() => Environment.CpuUsage.TotalTime + (await peer.UsageAsync(cancelled)).Processor;
    }
}
