using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary><c>seqpacket</c>: a Unix socket that keeps boundaries, <c>unix(7)</c>. Each block is one message.</summary>
internal sealed class SeqpacketMechanism : SocketMechanism
{
    public const string WellKnownName = "seqpacket";

    public override string Name => WellKnownName;

    protected override int SocketType => SOCK_SEQPACKET;

    /// <summary>A frame of 64 KiB and its header are one message, which a reader takes as it lies.</summary>
    protected override int BlockBytes => 66 * 1024;
}
