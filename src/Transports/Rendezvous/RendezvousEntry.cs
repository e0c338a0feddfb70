using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Rendezvous;

/// <summary>A claimed address: the lock, and what stands beside it. Disposing it removes both.</summary>
internal sealed class RendezvousEntry : IDisposable
{
    private readonly RendezvousDirectory _directory;
    private readonly SafeFileHandle _lock;
    private bool _disposed;

    private RendezvousEntry(RendezvousDirectory directory, BusAddress address, SafeFileHandle @lock)
    {
        _directory = directory;
        Address = address;
        _lock = @lock;
    }

    public BusAddress Address { get; }

    private string LockFile => _directory.LockFile(Address);

    private string SocketFile => Path.Combine(_directory.HostFolder(Address.Host), RendezvousDirectory.SocketName(Address.Port));

    /// <summary>Takes the lock, or says who has it.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder has just been removed by somebody who left.</exception>
    public static RendezvousEntry? TryClaim(RendezvousDirectory directory, BusAddress address, out EntryRecord? holder)
    {
        var file = directory.LockFile(address);
        while (true)
        {
            var handle = PrivateFile.Open(file, O_CREAT, out var errno)
                ?? throw (errno == ENOENT
                    ? new DirectoryNotFoundException(file)
                    : new RendezvousException($"Cannot open {file}: {Errno.Describe(errno)}. Set akka.remote.ipc.directory to a folder of your own."));
            if (!FileLock.TryTake(handle))
            {
                holder = EntryRecord.TryDecode(ReadAll(handle));
                handle.Dispose();
                return null;
            }

            if (!FileLock.IsStill(file, handle))
            {
                handle.Dispose();
                continue;
            }

            holder = null;
            var entry = new RendezvousEntry(directory, address, handle);
            File.Delete(entry.SocketFile);
            return entry;
        }
    }

    /// <summary>What a lock file says, whoever holds it; null if nothing that can be read.</summary>
    public static EntryRecord? Read(string lockFile)
    {
        using var handle = PrivateFile.Open(lockFile, 0, out _);
        return handle is null ? null : EntryRecord.TryDecode(ReadAll(handle));
    }

    /// <summary>Removes an entry whose lock nobody holds, if it is one.</summary>
    public static bool RemoveIfStale(string lockFile)
    {
        using var handle = PrivateFile.Open(lockFile, 0, out _);
        if (handle is null || !FileLock.TryTake(handle) || !FileLock.IsStill(lockFile, handle))
            return false;
        // Empty: its owner was killed before it could write.
        if (ReadAll(handle) is { IsEmpty: false } content && EntryRecord.TryDecode(content) is null)
            return false;
        File.Delete(Path.ChangeExtension(lockFile, ".sock"));
        File.Delete(lockFile);
        return true;
    }

    /// <summary>Listens, and says who does: in this order, because whoever watches the folder dials as soon as it is said.</summary>
    /// <param name="record">What the lock file tells about this system.</param>
    /// <param name="shared">True if other users may connect; the credentials of each are checked on arrival.</param>
    /// <exception cref="RendezvousException">The folder is gone, or takes nothing more.</exception>
    public SafeFileHandle Listen(EntryRecord record, bool shared)
    {
        var content = record.Encode();
        SafeFileHandle? socket = null;
        try
        {
            // What somebody who was killed has said. Not of a new file: to cut nothing off would be seen as a change too.
            if (RandomAccess.GetLength(_lock) > 0)
                RandomAccess.SetLength(_lock, 0);
            using (var path = SocketPath.Of(_directory.HostFolder(Address.Host), RendezvousDirectory.SocketName(Address.Port))
                ?? throw new RendezvousException($"The folder of {SocketFile} was removed while it was claimed."))
            {
                socket = UnixSocket.Listen(path.Usable, shared ? (ushort)0x1B6 /* 0666 */ : (ushort)0x180 /* 0600 */, backlog: 4096);
            }

            RandomAccess.Write(_lock, content, 0);
            return socket;
        }
        catch (IOException problem)
        {
            socket?.Dispose();
            throw new RendezvousException($"Cannot write {LockFile}: {problem.Message} Make room there, or set akka.remote.ipc.directory to a folder elsewhere, best in memory " +
                "(/run, /dev/shm).", problem);
        }
    }

    /// <summary>Why others do not find this entry any more; null if they do.</summary>
    public string? Problem()
    {
        if (!FileLock.IsStill(LockFile, _lock))
            return $"{LockFile} was removed, or is another system's: {Address} is not found any more. Restart this system.";
        return File.Exists(SocketFile) ? null : $"{SocketFile} was removed: {Address} cannot be dialled any more. Restart this system.";
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            // Somebody who sweeps folders may have removed ours; then what stands there is another's, who has claimed the
            // address since.
            if (FileLock.IsStill(LockFile, _lock))
            {
                // The socket first: while the lock file is there, nobody else takes the address.
                File.Delete(SocketFile);
                File.Delete(LockFile);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The folder was removed or closed to us meanwhile. The lock ends all the same.
        }

        _lock.Dispose();
        // What killed peers left behind goes too: there may be nobody after this system who would remove it.
        _directory.RemoveStaleEntries();
        _directory.RemoveEmptyFolders(Address.Host);
    }

    private static ReadOnlySpan<byte> ReadAll(SafeFileHandle handle)
    {
        var bytes = new byte[4096];
        return bytes.AsSpan(0, RandomAccess.Read(handle, bytes, 0));
    }
}
