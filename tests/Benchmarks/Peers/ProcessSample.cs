using System.Globalization;

namespace Bus.Benchmarks.Peers;

/// <summary>What one process holds at one moment.</summary>
/// <param name="ResidentBytes">Memory that is really there (<c>VmRSS</c> of <c>proc(5)</c>).</param>
/// <param name="MappedBytes">
/// Memory that it may touch (<c>/proc/self/maps</c>), there or not. What the runtime and the C library only reserve does not
/// count: they take it by the gigabyte.
/// </param>
/// <param name="HeapBytes">Managed objects that survived a full collection.</param>
/// <param name="Descriptors">Open descriptors.</param>
/// <param name="Threads">Threads, managed or not.</param>
internal sealed record ProcessSample(long ResidentBytes, long MappedBytes, long HeapBytes, int Descriptors, int Threads)
{
    /// <summary>Collects garbage and looks at this process.</summary>
    public static ProcessSample Take()
    {
        // Twice: what a finalizer of the first turn lets go of is garbage only in the second.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var status = File.ReadAllLines("/proc/self/status");
        return new ProcessSample(
            Number(status, "VmRSS:") * 1024,
            MappedNow(),
            GC.GetTotalMemory(forceFullCollection: false),
            // The look itself opens the folder that it counts.
            Directory.GetFileSystemEntries("/proc/self/fd").Length - 1,
            (int)Number(status, "Threads:"));
    }

    /// <summary>A line is <c>start-end rwxp …</c>; a reservation has none of the rights.</summary>
    private static long MappedNow()
    {
        var bytes = 0L;
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var (dash, space) = (line.IndexOf('-', StringComparison.Ordinal), line.IndexOf(' ', StringComparison.Ordinal));
            if (line.AsSpan(space + 1, 3) is not "---")
                bytes += Hexadecimal(line.AsSpan(dash + 1, space - dash - 1)) - Hexadecimal(line.AsSpan(0, dash));
        }

        return bytes;
    }

    private static long Hexadecimal(ReadOnlySpan<char> digits) =>
        (long)ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static long Number(string[] status, string key)
    {
        var line = status.First(candidate => candidate.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
