using System.Diagnostics;
using Bus.Transports;

namespace Bus.Fuzz;

/// <summary>
/// Damages well-formed inputs and makes rubbish of its own, runs a target on them, and checks that nothing but a refusal comes out, that
/// no run allocates beyond its limit, and that none hangs.
/// </summary>
public static class FuzzRunner
{
    // For a thousand runs, which take a fraction of a second of a processor; but there may be none to be had for a while.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    public static FuzzResult Run(IFuzzTarget target, long runs, int seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        var mutator = new Mutator(target.Seeds, seed);
        var watch = Stopwatch.StartNew();
        long refused = 0, most = 0, done = 0;
        byte[] current = [];
        using var watchdog = new Timer(_ =>
        {
            // A run that hangs cannot be ended from outside; say which it was, and end everything.
            Environment.FailFast($"{target.Name} hangs on {Convert.ToHexString(current)} (seed {seed}, run {done}).");
        });
        for (; done < runs; done++)
        {
            current = mutator.Next();
            if (done % 1024 == 0)
                watchdog.Change(Hang, Timeout.InfiniteTimeSpan);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                target.Run(current);
            }
            catch (IpcException)
            {
                refused++;
            }
            catch (Exception failure)
            {
                return Result($"{failure.GetType().Name}: {failure.Message}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            most = Math.Max(most, allocated);
            if (allocated > target.AllocationLimit)
                return Result($"{allocated:N0} bytes allocated; the limit is {target.AllocationLimit:N0}");
        }

        return Result(null);

        FuzzResult Result(string? failure) => new(target.Name, done, refused, watch.Elapsed.TotalSeconds, most,
            failure is null ? null : $"{failure}; input {Convert.ToHexString(current)} (seed {seed}, run {done})");
    }
}
