using System.Diagnostics;
using HdrHistogram;

namespace Bus.Examples.Prices;

/// <summary>What a consumer has seen. Written by its actor, read by the one that reports.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ConsumerBook
{
    private const long LongestMicroseconds = 3_600_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(int Publisher, int Symbol), long> _last = [];
    private readonly LongHistogram _lag = new(LongestMicroseconds, 3);
    private long _received;
    private long _missing;
    private long _disorder;

    public void Add(Quote quote)
    {
        var lag = (long)Stopwatch.GetElapsedTime(quote.PublishedAt).TotalMicroseconds;
        lock (_lock)
        {
            _received++;
            _lag.RecordValue(Math.Min(lag, LongestMicroseconds));
            var key = (quote.Publisher, quote.Symbol);
            var last = _last.GetValueOrDefault(key);
            if (quote.Number <= last)
            {
                _disorder++;
                return;
            }

            _missing += quote.Number - last - 1;
            _last[key] = quote.Number;
        }
    }

    /// <param name="dropped">What its mailbox had no room for.</param>
    public ConsumerStanding Standing(long dropped)
    {
        lock (_lock)
        {
            return _received == 0
                ? ConsumerStanding.None with { Dropped = dropped }
                : new ConsumerStanding(
                    _received, dropped, _missing, _disorder, _lag.GetValueAtPercentile(50) / 1e3, _lag.GetValueAtPercentile(99) / 1e3, _lag.GetMaxValue() / 1e3);
        }
    }
}
