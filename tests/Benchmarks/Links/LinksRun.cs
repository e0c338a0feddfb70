using System.Globalization;
using Bus.Benchmarks.Limits;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Links;

/// <summary>
/// Measures all links side by side, each right beside the kernel's limit for it. Who begins changes from cell to cell and from
/// round to round; so what else goes on on the machine hits all of them alike.
/// </summary>
internal static class LinksRun
{
    public static async Task<IReadOnlyList<LinkResult>> RunAsync(
        LinksOptions options, PeerProcess peer, string directory, Action<string> report, CancellationToken cancelled)
    {
        var limit = options.Limits is null ? null : await KernelLimit.CompileAsync(options.Limits, directory, report, cancelled);
        var target = await peer.ListenAsync($"{options.Settings}, {LinkKind.ListenerSettings(options.Kinds)}", cancelled);
        await using var system = LinkSystem.Start("Near", directory, options.Settings, _ => { });
        LinkCell[] cells = [.. options.Benches.SelectMany(bench => options.Sizes.Select(size => new LinkCell(bench, size)))];

        report("Warming up.");
        foreach (var cell in cells)
        {
            foreach (var kind in options.Kinds)
                await cell.MeasureAsync(kind, system, target, peer, options, cancelled);
        }

        var samples = cells.ToDictionary(
            cell => cell, _ => options.Kinds.ToDictionary(kind => kind, _ => new List<(LinkSample Link, LinkSample? Limit)>()));
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (i, cell) in cells.Index())
            {
                foreach (var kind in Turns.Ordered(options.Kinds, round, round + i))
                {
                    // Nobody pays for the garbage of the link before.
                    await peer.SampleAsync(cancelled);
                    ProcessSample.Take();
                    // The limit before the link and after it in turns.
                    var before = round % 2 == 0 ? await LimitAsync(cell, kind) : null;
                    var link = await cell.MeasureAsync(kind, system, target, peer, options, cancelled);
                    samples[cell][kind].Add((link, before ?? await LimitAsync(cell, kind)));
                }

                var brief = options.Kinds.Select(kind => Brief(cell, kind, samples[cell][kind][^1]));
                report($"round {round + 1} of {options.Rounds}, {cell}: {string.Join(", ", brief)}");
            }
        }

        return [.. cells.SelectMany(cell => options.Kinds.Select(kind => LinkResult.Of(cell, kind, samples[cell][kind])))];

        Task<LinkSample?> LimitAsync(LinkCell cell, LinkKind kind) =>
            limit?.MeasureAsync(cell, kind, options, cancelled) ?? Task.FromResult<LinkSample?>(null);
    }

    private static string Brief(LinkCell cell, LinkKind kind, (LinkSample Link, LinkSample? Limit) sample) =>
        cell.Bench == LinkBench.OneWay
            ? string.Create(CultureInfo.InvariantCulture,
                $"{kind} {sample.Link.MessagesPerSecond:N0}/s (limit {sample.Limit?.MessagesPerSecond:N0})")
            : string.Create(CultureInfo.InvariantCulture, $"{kind} {sample.Link.P50:N1} us (limit {sample.Limit?.P50:N1})");
}
