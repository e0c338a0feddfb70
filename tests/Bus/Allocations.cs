using Xunit;

namespace Bus.Tests;

internal static class Allocations
{
    private const int Calls = 100;
    private const int Rounds = 5;

    /// <summary>What one call allocates on this thread once everything is warm.</summary>
    /// <remarks>The least of several rounds: what a call allocates it allocates in each of them, and what the runtime does on this thread
    /// now and then for its own sake (7,600 bytes have been seen, once) is none of it.</remarks>
    public static long Of(Action action)
    {
        Round(action);
        var bytes = Enumerable.Range(0, Rounds).Min(_ => Round(action));
        Assert.Equal(0, bytes % Calls);
        return bytes / Calls;
    }

    private static long Round(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
