using System.Diagnostics;
using Akka.Configuration;
using Bus.Transports.Remoting;

namespace Bus.Dispatch;

/// <summary>How much a lane's thread does for actors itself. The defaults are in <c>reference.conf</c>.</summary>
internal sealed record LaneThreadSettings
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>After each batch of frames; what is still queued then goes to the pool.</summary>
    public required TimeSpan TimeBudget { get; init; }

    /// <summary>Per message: slower actors go to the pool for a while. <see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
    public required TimeSpan SlowHandler { get; init; }

    /// <summary>An actor that keeps the thread so long loses it the role.</summary>
    public required TimeSpan BlockedAfter { get; init; }

    /// <summary>Threads of one lane that actors may hold at the same time.</summary>
    public required int MaxBlockedThreads { get; init; }

    internal long BudgetTicks => Ticks(TimeBudget);

    internal long SlowTicks => SlowHandler == Timeout.InfiniteTimeSpan ? long.MaxValue : Ticks(SlowHandler);

    /// <param name="config">Of the actor system, with <see cref="BusConfig.Default"/> in it.</param>
    /// <exception cref="Bus.Transports.IpcSettingsException">A setting is missing, malformed or out of range.</exception>
    public static LaneThreadSettings From(Config config)
    {
        var reader = new SettingsReader(config.GetConfig(LaneDispatcher.ConfigId) ?? Config.Empty, LaneDispatcher.ConfigId);
        return new LaneThreadSettings
        {
            TimeBudget = reader.Duration("time-budget", TimeSpan.Zero, Longest),
            SlowHandler = reader.Text("slow-handler") == "off"
                ? Timeout.InfiniteTimeSpan
                : reader.Duration("slow-handler", TimeSpan.Zero, Longest),
            BlockedAfter = reader.Duration("blocked-after", TimeSpan.FromMilliseconds(1), Longest),
            MaxBlockedThreads = reader.Number("max-blocked-threads", 0, 10_000),
        };
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
