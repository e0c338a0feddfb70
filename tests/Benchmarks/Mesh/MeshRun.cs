using System.Diagnostics;
using System.Globalization;

namespace Bus.Benchmarks.Mesh;

/// <summary>Starts the processes, kills one again and again, lets all speak with all, and sends them away.</summary>
internal static class MeshRun
{
    /// <summary>Until the processes are asked what they have noticed, so that the questions do not disturb it; and until nothing is left to do before a kill.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    public static async Task<MeshResult> RunAsync(MeshOptions options, string directory, Action<string> report, CancellationToken cancelled)
    {
        var result = new MeshResult();
        var members = new List<MeshProcess>();
        try
        {
            var started = Stopwatch.GetTimestamp();
            // One place is for the one that is killed.
            var standing = options.Kills > 0 ? options.Processes - 1 : options.Processes;
            await AddAsync(members, standing, directory, options, cancelled);
            result.Start = Stopwatch.GetElapsedTime(started);
            report($"{members.Count} processes know each other after {result.Start.TotalSeconds:N1} s.");
            for (var i = 0; i < options.WarmUp && options.Kills > 0; i++)
                await KillOneAsync(members, $"{MeshMember.Victim}WarmUp{i}", directory, options, new MeshResult(), cancelled);
            for (var i = 0; i < options.Kills; i++)
            {
                await KillOneAsync(members, $"{MeshMember.Victim}{i}", directory, options, result, cancelled);
                if ((i + 1) % 20 == 0)
                    report($"{i + 1} of {options.Kills} killed.");
            }

            started = Stopwatch.GetTimestamp();
            await AddAsync(members, options.Processes, directory, options, cancelled);
            result.Start += Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            var each = options.Messages / (members.Count * (members.Count - 1));
            await Task.WhenAll(members.Select(member => member.Ask($"flood {each}", cancelled)));
            await Task.WhenAll(members.Select(member => member.Ask($"received {each * (members.Count - 1)}", cancelled)));
            result.Exchange = Stopwatch.GetElapsedTime(started);
            report($"Exchanged after {result.Exchange.TotalSeconds:N1} s.");
            started = Stopwatch.GetTimestamp();
            await Task.WhenAll(members.Select(member => member.LeaveAsync(cancelled)));
            result.Stop = Stopwatch.GetElapsedTime(started);
            // The folder itself holds this run's own lock.
            var left = Directory.GetDirectories(directory).SelectMany(folder => Directory.GetFiles(folder)).ToArray();
            return left.Length == 0 ? result : throw new BenchmarkException($"Left behind: {string.Join(", ", left)}.");
        }
        finally
        {
            await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Starts processes until there are so many, all at once, and waits until all know all.</summary>
    private static async Task AddAsync(List<MeshProcess> members, int count, string directory, MeshOptions options, CancellationToken cancelled)
    {
        var before = members.Count;
        for (var i = before; i < count; i++)
            members.Add(MeshProcess.Start(directory, $"Member{i}", options.Mechanism, options.Lean));
        await Task.WhenAll(members[before..].Select(member => member.Listens(cancelled)));
        await Task.WhenAll(members.Select(member => member.Ask($"peers {count - 1}", cancelled)));
    }

    private static async Task KillOneAsync(
        List<MeshProcess> members, string name, string directory, MeshOptions options, MeshResult result, CancellationToken cancelled)
    {
        await using var victim = MeshProcess.Start(directory, name, options.Mechanism, options.Lean);
        await victim.Listens(cancelled);
        await Task.Delay(Quiet, cancelled);
        var born = File.GetLastWriteTimeUtc(victim.Socket).Ticks;
        var ups = await MomentsAsync(members, $"up {name}", cancelled);
        // In ticks of 100 ns; those of the stopwatch are nanoseconds.
        Record(ups.Select(up => (up - born) * (Stopwatch.Frequency / TimeSpan.TicksPerSecond)), result.Up, result.UpEverywhere);
        var watchers = members.Take(options.Watchers).ToArray();
        await Task.WhenAll(watchers.Select(watcher => watcher.Ask($"watch {name}", cancelled)));
        // So that the watch is there too.
        await Task.Delay(Quiet, cancelled);
        var killed = victim.Kill();
        await Task.Delay(Quiet, cancelled);
        var downs = await MomentsAsync(members, $"down {name}", cancelled);
        Record(downs.Select(down => down - killed), result.Down, result.DownEverywhere);
        foreach (var terminated in await MomentsAsync(watchers, $"terminated {name}", cancelled))
            result.Terminated.Record(terminated - killed);
    }

    private static async Task<long[]> MomentsAsync(IReadOnlyList<MeshProcess> members, string what, CancellationToken cancelled)
    {
        var answers = await Task.WhenAll(members.Select(member => member.Ask($"moment {what}", cancelled)));
        return Array.ConvertAll(answers, answer => long.Parse(answer, CultureInfo.InvariantCulture));
    }

    private static void Record(IEnumerable<long> each, Load.Latencies all, Load.Latencies last)
    {
        var longest = 0L;
        foreach (var one in each)
        {
            all.Record(one);
            longest = Math.Max(longest, one);
        }

        last.Record(longest);
    }
}
