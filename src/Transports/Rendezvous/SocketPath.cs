using System.Globalization;
using System.Text;
using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Rendezvous;

/// <summary>
/// The path of a socket in a form that fits into a socket address, which takes 107 bytes: the path itself, or a way to it through an open
/// descriptor of its folder, which is always short.
/// </summary>
internal sealed unsafe class SocketPath : IDisposable
{
    private readonly SafeFileHandle? _folder;

    private SocketPath(string real, string usable, SafeFileHandle? folder)
    {
        Real = real;
        Usable = usable;
        _folder = folder;
    }

    /// <summary>For messages.</summary>
    public string Real { get; }

    /// <summary>For bind and connect, until this is disposed.</summary>
    public string Usable { get; }

    /// <summary>Null if the folder does not exist.</summary>
    public static SocketPath? Of(string folder, string name)
    {
        var real = Path.Combine(folder, name);
        if (!Directory.Exists(folder))
            return null;
        if (Encoding.UTF8.GetByteCount(real) <= UnixSocket.LongestPath)
            return new SocketPath(real, real, null);
        SafeFileHandle handle;
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + "\0"))
            handle = Descriptors.Own(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC), $"open the folder {folder}");
        return new SocketPath(real, string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.Number()}/{name}"), handle);
    }

    public void Dispose() => _folder?.Dispose();
}
