namespace Bus.Benchmarks.Load;

/// <summary>Where a run of closed-loop clients stands.</summary>
internal enum LoadPhase
{
    /// <summary>Messages are under way, and nothing is recorded yet.</summary>
    WarmingUp,

    /// <summary>What comes back is recorded.</summary>
    Measuring,

    /// <summary>What comes back is not sent again.</summary>
    Draining,
}
