using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Rendezvous;

/// <summary>
/// What a parent makes for a child: a connected pair of control sockets and two pipes. Disposing it closes what was not kept.
/// </summary>
internal sealed class Inheritance : IDisposable
{
    private readonly List<SafeFileHandle> _made = [];
    private bool _kept;

    /// <exception cref="MechanismException">The system refuses: a limit.</exception>
    public Inheritance(int pipeSize)
    {
        try
        {
            var (control, theirControl) = Own(UnixSocket.Pair(SOCK_STREAM));
            var (theirReader, writer) = Own(Pipe.Create());
            var (reader, theirWriter) = Own(Pipe.Create());
            Pipe.Resize(writer, pipeSize);
            Pipe.Resize(reader, pipeSize);
            Control = control;
            Pipes = new InheritedPipes(writer, reader);
            Inherited = [theirControl, theirWriter, theirReader];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The parent's end of the control socket.</summary>
    public SafeFileHandle Control { get; }

    /// <summary>The parent's ends of the pipes.</summary>
    public InheritedPipes Pipes { get; }

    /// <summary>The child's ends, in the order of <see cref="InheritedLink.Describe"/>.</summary>
    public IReadOnlyList<SafeFileHandle> Inherited { get; } = [];

    /// <summary>The parent's ends are somebody else's from now on.</summary>
    public void KeepOwn() => _kept = true;

    public void Dispose()
    {
        foreach (var handle in _kept ? Inherited : _made)
            handle.Dispose();
    }

    private (SafeFileHandle, SafeFileHandle) Own((SafeFileHandle, SafeFileHandle) pair)
    {
        _made.AddRange([pair.Item1, pair.Item2]);
        return pair;
    }
}
