using Xunit;

namespace Bus.Tests;

internal static class Allocations
{
    /// <summary>What one call allocates on this thread once everything is warm.</summary>
    public static long Of(Action action)
    {
        const int Calls = 100;
        for (var i = 0; i < Calls; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            action();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, bytes % Calls);
        return bytes / Calls;
    }
}
