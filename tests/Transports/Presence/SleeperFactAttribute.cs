using Bus.Transports.Interop;
using Xunit;

namespace Bus.Transports.Tests.Presence;

/// <summary>A test that sleeps on many words at once. It is skipped where the kernel cannot do that.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SleeperFactAttribute : FactAttribute
{
    public SleeperFactAttribute()
    {
        if (!Futex.CanSleepOnMany)
            Skip = "This kernel has no futex_waitv (Linux 5.16).";
    }
}
