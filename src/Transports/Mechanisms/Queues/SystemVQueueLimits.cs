using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>What bounds System V queues, and what to say when it does: <c>msgget(2)</c>.</summary>
internal static class SystemVQueueLimits
{
    /// <summary>The longest message that the system allows: <c>kernel.msgmax</c>.</summary>
    public static int LongestMessage => SystemLimit.Of("kernel.msgmax") is > 0 and var limit ? limit : QueueSize.SmallestMessage;

    /// <summary>The limit that was hit, its value, and how to raise it.</summary>
    public static MechanismException Explain(int errno) =>
        new($"Cannot create the two System V queues of a link: {Errno.Describe(errno)}. {Advice(errno)}");

    private static string Advice(int errno)
    {
        if (errno == ENOSPC)
        {
            return $"The system has reached its limit of System V queues, kernel.msgmni = {SystemLimit.Of("kernel.msgmni")}, " +
                "and `ipcs -q` shows whose they are: raise it with `sysctl kernel.msgmni=...`, remove what nobody uses with " +
                "`ipcrm`, or use seqpacket.";
        }

        return errno == ENOSYS
            ? "This kernel was built without System V IPC: use seqpacket."
            : Descriptors.Advice(errno).TrimStart();
    }
}
