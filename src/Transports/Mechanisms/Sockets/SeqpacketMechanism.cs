using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary><c>seqpacket</c>: a Unix socket that keeps boundaries, <c>unix(7)</c>. Each block is one message.</summary>
internal sealed class SeqpacketMechanism : SocketMechanism
{
    public const string WellKnownName = "seqpacket";

    public override string Name => WellKnownName;

    protected override int SocketType => SOCK_SEQPACKET;

    // The kernel keeps a message in one run of pages up to here; larger ones are slower and compete for contiguous memory.
    protected override int BlockBytes => 32 * 1024;
}
