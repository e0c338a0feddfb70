using System.Globalization;
using Bus.Benchmarks.Links;
using Bus.Transports;
using Bus.Transports.Mechanisms;

namespace Bus.Benchmarks.Limits;

/// <summary>The test of <c>ipclimits</c> that is comparable with a link.</summary>
/// <param name="Name">As it calls it.</param>
/// <param name="Spin">How long it looks for news before it sleeps; null if it does not look.</param>
internal sealed record LimitTest(string Name, TimeSpan? Spin)
{
    /// <summary>The largest message of its queues.</summary>
    public const int QueueMessageBytes = 8192;

    private static readonly Dictionary<string, string> Names = new()
    {
        ["pipe"] = "pipe",
        ["fifo"] = "fifo",
        ["unix"] = "unix-stream",
        ["seqpacket"] = "unix-seqpacket",
        ["dgram"] = "unix-dgram",
        ["posixmq"] = "posix-mq",
        ["sysvmq"] = "sysv-mq",
        // It has no memfd; what shm_open gives is the same memory under a name.
        ["memfd"] = "shm-posix",
        ["posixshm"] = "shm-posix",
        ["mmap"] = "shm-mmap",
        ["sysvshm"] = "shm-sysv",
    };

    /// <summary>Null if there is none.</summary>
    public static LimitTest? For(LinkKind kind, TimeSpan spin)
    {
        if (!Names.TryGetValue(kind.Mechanism, out var name))
            return null;
        if (kind.WakeUp is null)
            return new LimitTest(name, null);
        return WakeUpKinds.Find(kind.WakeUp) switch
        {
            RingWakeUp.Spin => new LimitTest($"{name}/spin", Timeout.InfiniteTimeSpan),
            RingWakeUp.Futex when spin > TimeSpan.Zero => new LimitTest($"{name}/futex", spin),
            // Only its futex can look for news before it sleeps.
            RingWakeUp.Eventfd => new LimitTest($"{name}/eventfd", null),
            RingWakeUp.SysvSemaphore => new LimitTest($"{name}/sem", null),
            // It has no others. These sleep on a futex too, or as one would.
            _ => new LimitTest($"{name}/futex0", null),
        };
    }

    /// <summary>Its command line.</summary>
    public IEnumerable<string> Arguments(LinkBench bench, int size, LinksOptions options)
    {
        yield return "-j";
        yield return "-m";
        yield return Name;
        yield return "-s";
        yield return Number(size);
        if (Spin > TimeSpan.Zero)
        {
            yield return "-k";
            yield return Number(Spin.Value.TotalMicroseconds);
        }

        // Left alone, its two processes share a processor in one run and not in the next, which are two different limits: a round
        // trip takes a tenth in one of them. The two ends of a link are on two.
        if (Environment.ProcessorCount > 1)
        {
            yield return "-c";
            yield return "split";
        }

        // On a busy machine it is cut off after a while, and says what it has seen until then.
        yield return "-T";
        yield return Number(Math.Ceiling(options.Measured.TotalSeconds * 4) + 1);
        yield return "-t";
        if (bench == LinkBench.OneWay)
        {
            yield return "oneway";
            yield return "-d";
            yield return Number(options.Measured.TotalSeconds);
        }
        else
        {
            // It counts round trips instead of measuring time: so many as take about as long.
            yield return "rtt";
            yield return "-n";
            yield return Number(Math.Ceiling(options.Measured.TotalSeconds * (Spin is null ? 40_000 : 400_000)));
        }
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
