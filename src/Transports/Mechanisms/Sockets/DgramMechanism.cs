using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>dgram</c>: a pair of Unix datagram sockets, <c>unix(7)</c>. Each block is one datagram; none is lost, and none overtakes
/// another.
/// </summary>
/// <remarks>
/// <para>Both ends name each other as their peer, so the kernel counts only what the sender has in flight (<c>SO_SNDBUF</c>): the
/// limit of datagrams in the receiver's queue (<c>net.unix.max_dgram_qlen</c>, 10 on many systems) is for senders that the
/// receiver has not chosen.</para>
/// <para>A datagram socket has no end: the kernel tells a reader nothing when the other end is closed, and a writer by
/// ECONNREFUSED. The control socket tells both.</para>
/// </remarks>
internal sealed class DgramMechanism : SocketMechanism
{
    public const string WellKnownName = "dgram";

    public override string Name => WellKnownName;

    protected override int SocketType => SOCK_DGRAM;

    /// <summary>A frame of 64 KiB and its header are one message, which a reader takes as it lies.</summary>
    protected override int BlockBytes => 66 * 1024;
}
