using Bus.Transports.Interop;
using Bus.Transports.Rendezvous;
using Microsoft.Win32.SafeHandles;

namespace Bus.Testing;

/// <summary>
/// The folder of one run of a benchmark or of a test project: temporary, and its own, so that runs neither meet each other nor the systems of
/// anybody else. The run that made it holds a lock in it, which the kernel lets go of whatever ends the process.
/// </summary>
/// <remarks>
/// Who removes it: the run itself; the peer, if the run was killed; the next run, if both were. Only a folder whose lock nobody
/// holds is taken for a dead run's, and one without a lock file is left alone: it may be just coming up.
/// </remarks>
public sealed class RunDirectory : IDisposable
{
    private const string LockName = "run.lock";

    private readonly SafeFileHandle _lock;

    private RunDirectory(string path, SafeFileHandle held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Makes one, after what killed runs of this user left behind was removed.</summary>
    /// <param name="prefix">Of the folder's name.</param>
    public static RunDirectory Create(string prefix)
    {
        RemoveStale(prefix);
        while (true)
        {
            var path = Directory.CreateTempSubdirectory(prefix).FullName;
            // Another run that tidies up can look between the two steps, and take the folder for a dead run's.
            if (TryLock(path, FileMode.Create) is { } held)
                return new RunDirectory(path, held);
        }
    }

    /// <summary>Removes such a folder if the run that made it is no more: its lock can be had then.</summary>
    public static void RemoveIfStale(string path)
    {
        using var held = TryLock(path, FileMode.Open);
        if (held is null)
            return;
        // What is written down in the rendezvous directories below goes first: System V queues, for example.
        foreach (var folder in Directory.GetDirectories(path, "*", SearchOption.AllDirectories).Prepend(path))
            new RendezvousDirectory(folder).RemoveStaleEntries();
        Remove(path);
    }

    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
    }

    private static void RemoveStale(string prefix)
    {
        foreach (var path in Directory.GetDirectories(System.IO.Path.GetTempPath(), prefix + "*"))
            RemoveIfStale(path);
    }

    /// <summary>Removes such a folder and everything in it. Whoever comes second finds nothing, which is as good.</summary>
    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // Somebody else is at it, or has done it.
        }
    }

    private static SafeFileHandle? TryLock(string path, FileMode mode)
    {
        try
        {
            var name = System.IO.Path.Combine(path, LockName);
            // Shared, so that the runtime takes no lock of its own.
            var file = File.OpenHandle(name, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (FileLock.TryTake(file))
                return file;
            file.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No lock file, or another user's.
        }

        return null;
    }
}
