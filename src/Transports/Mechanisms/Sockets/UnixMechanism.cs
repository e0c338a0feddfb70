using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary><c>unix</c>: a Unix stream socket, <c>unix(7)</c>. Boundaries are not kept; the kernel buffers about 200 KiB.</summary>
internal sealed class UnixMechanism : SocketMechanism
{
    public const string WellKnownName = "unix";

    public override string Name => WellKnownName;

    protected override int SocketType => SOCK_STREAM;

    protected override int BlockBytes => 64 * 1024;
}
