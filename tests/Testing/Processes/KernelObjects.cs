namespace Bus.Testing.Processes;

/// <summary>What there is of System V objects and of files in shared memory: things that outlive their processes.</summary>
public static class KernelObjects
{
    /// <summary>By kind and id, or by path.</summary>
    public static IReadOnlyList<string> Now() => [.. Ids("msg"), .. Ids("shm"), .. Ids("sem"), .. Files()];

    private static string[] Files() => Directory.Exists("/dev/shm") ? Directory.GetFileSystemEntries("/dev/shm") : [];

    private static IEnumerable<string> Ids(string kind) => File.ReadLines("/proc/sysvipc/" + kind).Skip(1)
        .Select(line => $"{kind} {line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]}");
}
