using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// The two queues of a link, as one side sees them. Both channels of that side use both queues: each waits in the one and answers
/// in the other.
/// </summary>
internal sealed class SystemVQueuePair(KernelObjectRecord record, int outbound, int inbound, int inboundBytes)
{
    private int _users = 2;

    /// <summary>The id of the queue that this side writes blocks to.</summary>
    public int Outbound => outbound;

    /// <summary>The id of the queue that this side reads blocks from.</summary>
    public int Inbound => inbound;

    /// <summary>What fits into <see cref="Inbound"/>.</summary>
    public int InboundBytes => inboundBytes;

    /// <summary>
    /// Wakes whoever on this side waits in a queue of its own. The mark is empty and fits, unless the queue holds as many
    /// messages as bytes: blocks cannot do that, so the peer has filled it with something else, and the one sure way to wake is
    /// to remove it.
    /// </summary>
    public static void Wake(int queue, long type)
    {
        if (!SystemVQueue.TrySend(queue, type, out var errno) && errno == EAGAIN)
            SystemVQueue.TryRemove(queue);
    }

    /// <summary>A queue that neither side has removed does not work any more.</summary>
    public static MechanismException Lost(string what, int errno) => new(
        $"A System V queue cannot be {what}: {Errno.Describe(errno)}. " +
        "Somebody has removed it (ipcrm), or lowered kernel.msgmax, while the link was up.");

    /// <summary>
    /// One of the two channels is gone. After the second this side uses the queues no more, and if the peer does not either, they
    /// go.
    /// </summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            record.Dispose();
    }
}
