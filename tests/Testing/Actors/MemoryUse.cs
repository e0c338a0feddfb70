using System.Diagnostics;

namespace Bus.Testing.Actors;

/// <summary>Memory of a process, in bytes.</summary>
/// <param name="Reachable">Managed objects that something still refers to.</param>
/// <param name="Peak">The most that was ever in physical memory at once.</param>
public sealed record MemoryUse(long Reachable, long Peak)
{
    /// <summary>Of this process.</summary>
    public static MemoryUse Now()
    {
        using var own = Process.GetCurrentProcess();
        // The second one takes what only finalizers kept.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new MemoryUse(GC.GetTotalMemory(forceFullCollection: true), own.PeakWorkingSet64);
    }
}
