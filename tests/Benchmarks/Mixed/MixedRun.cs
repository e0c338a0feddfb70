using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Mixed;

/// <summary>Keeps up the mixed load, kills the peer now and then, and looks at both processes.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="directory">Where the two systems find each other.</param>
/// <param name="report">Takes a line for people now and then.</param>
/// <param name="record">Takes each sample.</param>
/// <param name="cancelled">Gives up.</param>
internal sealed class MixedRun(
    MixedOptions options, string directory, Action<string> report, Action<MixedSample> record, CancellationToken cancelled)
{
    private const string Name = "Ping";

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<MixedSample> _samples = [];
    private readonly List<string> _faults = [];

    // Of the peer's lives that are over.
    private readonly Dictionary<string, PairCounts> _buried = [];
    private long _buriedClosings;
    private int _kills;
    private int _port;

    public async Task<MixedResult> RunAsync()
    {
        await using var side = MixedSide.Start(Name, options.Carrier, directory, port: 0, options.CloseEvery);
        try
        {
            for (var epoch = 0; _faults.Count == 0 && (epoch == 0 || _clock.Elapsed < options.Duration); epoch++)
                await LiveAsync(side, epoch);
        }
        catch (BenchmarkException e)
        {
            _faults.Add(e.Message);
        }

        var here = await side.ReportAsync(measure: false, cancelled);
        IReadOnlyList<PairCounts> pairs = [.. here.Sinks, .. _buried.Values];
        foreach (var pair in pairs.Where(pair => pair.Received == 0))
            _faults.Add($"Nothing ever came to {pair.Name}.");
        if (options.KillEvery > TimeSpan.Zero && options.KillEvery < options.Duration && _kills == 0)
            _faults.Add("The peer was never killed.");
        var closings = here.Closings + _buriedClosings;
        if (options.CloseEvery > TimeSpan.Zero && closings == 0)
            _faults.Add("No lane was ever closed.");
        return new MixedResult(options, _samples, pairs, [.. _faults.Distinct()], _kills, closings);
    }

    /// <summary>One life of the peer.</summary>
    private async Task LiveAsync(MixedSide side, int epoch)
    {
        await using var peer = PeerProcess.Start(directory);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, peer.Gone);
        try
        {
            await LiveAsync(side, peer, epoch, stop.Token);
        }
        catch (BenchmarkException e) when (!peer.Gone.IsCancellationRequested)
        {
            // What both sides have seen says more.
            _faults.Add(e.Message);
            Look(await side.ReportAsync(measure: false, stop.Token), dropped: long.MaxValue);
            var there = Parse(await peer.MixedAsync(PeerMixed.ReportRequest(measure: false), stop.Token));
            Look(there, dropped: 0);
            Bury(there);
        }
        catch (OperationCanceledException) when (peer.Gone.IsCancellationRequested)
        {
            throw new BenchmarkException($"In epoch {epoch} the peer process {peer.Id} has ended, and nobody had killed it.");
        }
    }

    private async Task LiveAsync(MixedSide side, PeerProcess peer, int epoch, CancellationToken stop)
    {
        var started = await peer.MixedAsync(PeerMixed.StartRequest(options.Carrier, _port, options.CloseEvery), stop);
        var address = Akka.Actor.Address.Parse(started);
        _port = address.Port!.Value;
        await Task.WhenAll(
            side.MeetAsync(address, epoch, stop),
            peer.MixedAsync(PeerMixed.MeetRequest(side.Address, epoch), stop));

        var life = Stopwatch.StartNew();
        var dropped = (await side.ReportAsync(measure: false, stop)).Dropped;
        while (true)
        {
            var untilEnd = options.Duration - _clock.Elapsed;
            var untilKill = options.KillEvery > TimeSpan.Zero ? options.KillEvery - life.Elapsed : TimeSpan.MaxValue;
            // The run ends with a sample, of whose senders everything must have been acknowledged.
            if (untilKill < untilEnd - options.Interval && untilKill < options.Interval)
            {
                await DelayAsync(untilKill, stop);
                await KillAsync(side, peer, dropped, stop);
                return;
            }

            await DelayAsync(untilEnd < options.Interval ? untilEnd : options.Interval, stop);
            var there = await SampleAsync(side, peer, epoch, life.Elapsed, dropped, stop);
            if (_clock.Elapsed < options.Duration && _faults.Count == 0)
                continue;
            Bury(there);
            return;
        }
    }

    /// <summary>Lets both sides come to rest, at which everything must have been acknowledged, and measures them.</summary>
    private async Task<SideReport> SampleAsync(
        MixedSide side, PeerProcess peer, int epoch, TimeSpan age, long dropped, CancellationToken stop)
    {
        var before = _samples.LastOrDefault(sample => sample.Epoch == epoch);
        await Task.WhenAll(peer.MixedAsync(PeerMixed.PauseRequest, stop), side.PauseAsync(stop));
        var here = await side.ReportAsync(measure: true, stop);
        var there = Parse(await peer.MixedAsync(PeerMixed.ReportRequest(measure: true), stop));
        Look(here, dropped);
        Look(there, dropped: 0);
        var received = here.Sinks.Concat(there.Sinks).Concat(_buried.Values).Sum(pair => pair.Received);
        _samples.Add(new MixedSample(_clock.Elapsed, epoch, age, received, here.Sample!, there.Sample!));
        record(_samples[^1]);
        report(Line(_samples[^1], before, here.Closings + there.Closings + _buriedClosings));
        side.GoOn();
        await peer.MixedAsync(PeerMixed.ResumeRequest, stop);
        return there;
    }

    private async Task KillAsync(MixedSide side, PeerProcess peer, long dropped, CancellationToken stop)
    {
        // What it has seen dies with it: so it is asked right before, in the middle of the flood.
        var there = Parse(await peer.MixedAsync(PeerMixed.ReportRequest(measure: false), stop));
        Look(await side.ReportAsync(measure: false, stop), dropped);
        Look(there, dropped: 0);
        Bury(there);
        await peer.KillAsync();
        _kills++;
    }

    private void Look(SideReport side, long dropped)
    {
        _faults.AddRange(side.Sinks.Where(pair => !pair.IsClean).Select(pair => $"{pair.Name}: {pair.First}"));
        _faults.AddRange(
            side.Senders.Where(sender => sender.Fault is not null).Select(sender => $"sender of {sender.Name}: {sender.Fault}"));
        if (side.Dropped > dropped)
            _faults.Add($"A lane has dropped {side.Dropped - dropped} messages while both sides lived.");
    }

    private void Bury(SideReport there)
    {
        foreach (var pair in there.Sinks)
            _buried[pair.Name] = _buried.TryGetValue(pair.Name, out var before) ? before + pair : pair;
        _buriedClosings += there.Closings;
    }

    private static SideReport Parse(string json) => JsonSerializer.Deserialize<SideReport>(json)!;

    private static Task DelayAsync(TimeSpan time, CancellationToken stop) => Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, stop);

    private string Line(MixedSample sample, MixedSample? before, long closings)
    {
        var rate = before is null ? "" : string.Create(CultureInfo.InvariantCulture,
            $" {(sample.Received - before.Received) / (sample.At - before.At).TotalSeconds,9:N0} messages/s;");
        return string.Create(CultureInfo.InvariantCulture,
            $"{sample.At.TotalSeconds,6:N0} s epoch {sample.Epoch};{rate} {closings} closings, {_kills} kills; " +
            $"survivor: {Brief(sample.Survivor)}; peer: {Brief(sample.Peer)}");
    }

    private static string Brief(ProcessSample sample) => string.Create(CultureInfo.InvariantCulture,
        $"{sample.ResidentBytes >> 20} MiB resident, {sample.HeapBytes / 1024.0 / 1024.0:N1} MiB heap, " +
        $"{sample.Descriptors} descriptors, {sample.Threads} threads");
}
