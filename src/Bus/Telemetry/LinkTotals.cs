using System.Diagnostics.Metrics;

namespace Bus.Telemetry;

/// <summary>The links of this process, for those instruments that are read and not written.</summary>
/// <remarks>Guarded by <c>Lock</c>. One entry stays for each peer that there was, so that what is counted never becomes less.</remarks>
internal static class LinkTotals
{
    private static readonly Lock Lock = new();
    private static readonly HashSet<LinkTelemetry> Live = [];
    private static readonly Dictionary<LinkKey, long> EndedWakeUps = [];

    public static void Add(LinkTelemetry link)
    {
        lock (Lock)
        {
            Live.Add(link);
            EndedWakeUps.TryAdd(link.Key, 0);
        }
    }

    public static void Remove(LinkTelemetry link)
    {
        lock (Lock)
        {
            if (Live.Remove(link))
                EndedWakeUps[link.Key] += link.WakeUps;
        }
    }

    public static IEnumerable<Measurement<long>> Waiting() => Totals(_ => 0, link => link.Waiting);

    public static IEnumerable<Measurement<long>> WakeUps() => Totals(key => EndedWakeUps[key], link => link.WakeUps);

    private static List<Measurement<long>> Totals(Func<LinkKey, long> ended, Func<LinkTelemetry, long> live)
    {
        lock (Lock)
        {
            var totals = EndedWakeUps.Keys.ToDictionary(key => key, ended);
            foreach (var link in Live)
                totals[link.Key] += live(link);
            return [.. totals.Select(total => new Measurement<long>(total.Value, Tags.Of(total.Key)))];
        }
    }
}
