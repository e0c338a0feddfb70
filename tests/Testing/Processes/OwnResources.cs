namespace Bus.Testing.Processes;

/// <summary>What of this process a link costs: open descriptors of ours, shared mappings, and threads.</summary>
/// <remarks>
/// Only what can be ours is counted: the runtime opens the files of assemblies and makes threads of its own whenever it first needs them.
/// </remarks>
public sealed record OwnResources(int Descriptors, int Mappings, int Threads)
{
    private static readonly string[] Kinds = ["socket:", "pipe:", "/memfd:akka-ipc", "/dev/shm", "/dev/mqueue", "anon_inode:[eventfd]", "anon_inode:[eventpoll]", "anon_inode:[signalfd]"];

    /// <summary>What there is now.</summary>
    public static OwnResources Now() => new(
        Directory.GetFileSystemEntries("/proc/self/fd").Select(Target).Count(IsOurs),
        File.ReadLines("/proc/self/maps").Count(line =>
            line.Contains("akka-ipc", StringComparison.Ordinal) || line.Contains("/SYSV", StringComparison.Ordinal) || IsNameless(line)),
        Directory.GetDirectories("/proc/self/task").Select(Name).Count(name => name.StartsWith("ipc-", StringComparison.Ordinal)));

    /// <summary>True if nothing here is more than there.</summary>
    public bool AreWithin(OwnResources other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Descriptors <= other.Descriptors && Mappings <= other.Mappings && Threads <= other.Threads;
    }

    public override string ToString() => $"{Descriptors} descriptors, {Mappings} mappings, {Threads} threads";

    // A FIFO keeps the path that it had.
    private static bool IsOurs(string target) =>
        IsNameless(target) || target.Contains(".fifo", StringComparison.Ordinal) || Kinds.Any(kind => target.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>A file made with O_TMPFILE: nobody here but a mechanism makes any.</summary>
    private static bool IsNameless(string path) => path.Contains("/#", StringComparison.Ordinal) && path.EndsWith("(deleted)", StringComparison.Ordinal);

    private static string Target(string descriptor) => new FileInfo(descriptor).LinkTarget ?? "";

    private static string Name(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm"));
        }
        catch (IOException)
        {
            // It has just ended.
            return "";
        }
    }
}
