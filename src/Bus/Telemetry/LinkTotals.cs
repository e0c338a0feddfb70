using System.Diagnostics.Metrics;

namespace Bus.Telemetry;

/// <summary>The lanes of this process, for those instruments that are read and not written.</summary>
/// <remarks>Guarded by <c>Lock</c>. One entry stays for each peer that there was, so that what is counted never becomes less.</remarks>
internal static class LaneTotals
{
    private static readonly Lock Lock = new();
    private static readonly HashSet<LaneTelemetry> Live = [];
    private static readonly Dictionary<LaneKey, long> EndedWakeUps = [];

    public static void Add(LaneTelemetry lane)
    {
        lock (Lock)
        {
            Live.Add(lane);
            EndedWakeUps.TryAdd(lane.Key, 0);
        }
    }

    public static void Remove(LaneTelemetry lane)
    {
        lock (Lock)
        {
            if (Live.Remove(lane))
                EndedWakeUps[lane.Key] += lane.WakeUps;
        }
    }

    public static IEnumerable<Measurement<long>> Waiting() => Totals(_ => 0, lane => lane.Waiting);

    public static IEnumerable<Measurement<long>> WakeUps() => Totals(key => EndedWakeUps[key], lane => lane.WakeUps);

    private static List<Measurement<long>> Totals(Func<LaneKey, long> ended, Func<LaneTelemetry, long> live)
    {
        lock (Lock)
        {
            var totals = EndedWakeUps.Keys.ToDictionary(key => key, ended);
            foreach (var lane in Live)
                totals[lane.Key] += live(lane);
            return [.. totals.Select(total => new Measurement<long>(total.Value, Tags.Of(total.Key)))];
        }
    }
}
