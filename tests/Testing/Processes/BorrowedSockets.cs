using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bus.Testing.Processes;

/// <summary>Descriptors of this process for the sockets of another, which stay open when that ends: <c>pidfd_getfd(2)</c>.</summary>
public sealed partial class BorrowedSockets : IDisposable
{
    private const nint OpenNumber = 434;
    private const nint GetNumber = 438;

    private readonly List<SafeFileHandle> _sockets = [];

    private BorrowedSockets()
    {
    }

    public int Count => _sockets.Count;

    /// <summary>All that it has now.</summary>
    /// <returns>Null if the kernel does not let this process have them.</returns>
    public static BorrowedSockets? TryOf(int processId)
    {
        var process = Own(Syscall(OpenNumber, processId, 0, 0));
        if (process is null)
            return null;
        using (process)
        {
            var borrowed = new BorrowedSockets();
            foreach (var path in Directory.GetFiles($"/proc/{processId}/fd"))
            {
                if (new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) != true)
                    continue;
                var number = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
                if (Own(Syscall(GetNumber, process.DangerousGetHandle(), number, 0)) is not { } socket)
                {
                    borrowed.Dispose();
                    return null;
                }

                borrowed._sockets.Add(socket);
            }

            return borrowed;
        }
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private static SafeFileHandle? Own(nint descriptor) => descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint first, nint second, nint third);
}
