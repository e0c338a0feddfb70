using Bus.Transports.Control;
using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Fuzz.Targets;

/// <summary>A whole control socket, over a real pair of sockets.</summary>
public sealed class ControlSocketTarget : IFuzzTarget
{
    public string Name => "control-socket";

    public IReadOnlyList<byte[]> Seeds => [.. Examples.Records, [.. Examples.Records[0], .. Examples.Records[3], .. Examples.Records[4]]];

    public long AllocationLimit => 64 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var (mine, theirs) = UnixSocket.Pair(SOCK_STREAM);
        using var control = new ControlSocket(mine);
        using (theirs)
        {
            for (var rest = input; rest.Length > 0;)
                rest = rest[UnixSocket.Send(theirs, rest, out _)..];
        }

        while (control.TryReceive() is not null)
        {
        }

        if (!control.Ended)
            throw new InvalidOperationException("The peer has closed, and the end was not seen.");
    }
}
