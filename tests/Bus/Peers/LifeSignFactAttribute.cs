using Bus.Testing.Processes;
using Bus.Transports.Interop;
using Xunit;

namespace Bus.Tests.Peers;

/// <summary>A test that takes a peer's sockets, so that only its life sign can tell of its end. It is skipped where the kernel has no life signs, or lends no sockets.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LifeSignFactAttribute : FactAttribute
{
    private static readonly bool CanBorrow = Try();

    public LifeSignFactAttribute()
    {
        if (!Futex.CanSleepOnMany)
            Skip = "This kernel has no futex_waitv (Linux 5.16).";
        else if (!CanBorrow)
            Skip = "This process may not take descriptors of its children (pidfd_getfd).";
    }

    private static bool Try()
    {
        using var mine = BorrowedSockets.TryOf(Environment.ProcessId);
        return mine is not null;
    }
}
