namespace Bus.Testing.Processes;

/// <summary>What of this process a link costs: open descriptors of ours, shared mappings, threads, and System V queues.</summary>
/// <remarks>
/// Only what can be ours is counted: the runtime opens the files of assemblies and makes threads of its own whenever it first needs them.
/// </remarks>
public sealed record OwnResources(int Descriptors, int Mappings, int Threads, int Queues)
{
    private static readonly string[] Kinds = ["socket:", "pipe:", "/memfd:akka-ipc", "/dev/shm", "/dev/mqueue", "/akka-ipc-", "anon_inode:[eventfd]", "anon_inode:[eventpoll]", "anon_inode:[signalfd]"];

    /// <summary>What there is now.</summary>
    public static OwnResources Now() => new(
        Directory.GetFileSystemEntries("/proc/self/fd").Select(Target).Count(IsOurs),
        File.ReadLines("/proc/self/maps").Count(line =>
            line.Contains("akka-ipc", StringComparison.Ordinal) || line.Contains("/SYSV", StringComparison.Ordinal) || IsNameless(line)),
        Directory.GetDirectories("/proc/self/task").Select(Name).Count(name => name.StartsWith("ipc-", StringComparison.Ordinal)),
        File.ReadLines("/proc/sysvipc/msg").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Count(UsedByThisProcess));

    /// <summary>True if nothing here is more than there.</summary>
    public bool AreWithin(OwnResources other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Descriptors <= other.Descriptors && Mappings <= other.Mappings && Threads <= other.Threads
            && Queues <= other.Queues;
    }

    public override string ToString() => $"{Descriptors} descriptors, {Mappings} mappings, {Threads} threads, {Queues} queues";

    /// <summary>The columns: key, id, mode, bytes, messages, and the processes that sent and received last.</summary>
    private static bool UsedByThisProcess(string[] queue) =>
        queue.Skip(5).Take(2).Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // A FIFO keeps the path that it had.
    private static bool IsOurs(string target) =>
        IsNameless(target) || target.Contains(".fifo", StringComparison.Ordinal) || target.Contains(".objects", StringComparison.Ordinal)
        || Kinds.Any(kind => target.StartsWith(kind, StringComparison.Ordinal));

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
