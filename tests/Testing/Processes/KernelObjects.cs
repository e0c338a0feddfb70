namespace Bus.Testing.Processes;

/// <summary>Kernel objects that have names or numbers of their own, and so can outlive every process.</summary>
public static class KernelObjects
{
    private static readonly string[] SystemVTables = ["/proc/sysvipc/msg", "/proc/sysvipc/shm", "/proc/sysvipc/sem"];

    /// <summary>All that this machine has now: what <c>ipcs</c> lists, and our names in <c>/dev/shm</c> and the file system of message queues.</summary>
    public static IReadOnlySet<string> Named() => new HashSet<string>(
    [
        .. SystemVTables.Where(File.Exists).SelectMany(table => File.ReadLines(table).Skip(1).Select(line => $"{Path.GetFileName(table)} {Id(line)}")),
        .. new[] { "/dev/shm", "/dev/mqueue" }.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "akka-ipc*")),
    ]);

    /// <summary>The second column of the tables of System V objects.</summary>
    private static string Id(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
}
