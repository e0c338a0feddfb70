using HdrHistogram;

namespace Bus.Examples.ClientServer;

/// <summary>One turn of one mechanism.</summary>
/// <param name="Requests">All that were sent.</param>
/// <param name="RequestsPerSecond">Of all clients together, while it was measured.</param>
/// <param name="Median">Of the round trips, in microseconds.</param>
/// <param name="NinetyNine">The round trip that 99 of 100 do not exceed, in microseconds.</param>
internal sealed record Turn(long Requests, double RequestsPerSecond, double Median, double NinetyNine)
{
    private const long LongestNanoseconds = 100_000_000_000;

    public static Turn Of(IReadOnlyList<Measured> clients)
    {
        var histogram = new LongHistogram(LongestNanoseconds, 3);
        foreach (var roundTrip in clients.SelectMany(client => client.RoundTrips))
            histogram.RecordValue(Math.Min(roundTrip, LongestNanoseconds));
        return new Turn(
            clients.Sum(client => client.Requests),
            clients.Sum(client => client.RoundTrips.Count / client.Duration.TotalSeconds),
            histogram.GetValueAtPercentile(50) / 1e3,
            histogram.GetValueAtPercentile(99) / 1e3);
    }
}
