using System.Globalization;
using Bus.Benchmarks.Links;
using Bus.Benchmarks.Peers;
using Bus.Transports;

namespace Bus.Benchmarks.Budget;

/// <summary>
/// Measures what links cost that do nothing. For each kind and number there is a process that holds them; the systems at their
/// other ends live all in the peer. All numbers of a kind are left alone at the same time: what they use can be told apart.
/// </summary>
internal static class BudgetRun
{
    public static async Task<IReadOnlyList<BudgetResult>> RunAsync(
        BudgetOptions options, PeerProcess peer, string directory, Action<string> report, CancellationToken cancelled)
    {
        List<BusAddress> systems = [];
        for (var i = 0; i < options.Peers.Max(); i++)
            systems.Add(await peer.ListenAsync(LinkKind.ListenerSettings(options.Kinds), cancelled));

        List<BudgetResult> results = [];
        results.AddRange(await MeasureAsync(null, [0]));
        foreach (var kind in options.Kinds)
            results.AddRange(await MeasureAsync(kind, options.Peers));
        return results;

        async Task<IReadOnlyList<BudgetResult>> MeasureAsync(LinkKind? kind, IReadOnlyList<int> numbers)
        {
            List<Holder> holders = [];
            try
            {
                foreach (var number in numbers)
                {
                    try
                    {
                        holders.Add(await Holder.StartAsync(kind, systems[..number], options.Settings, directory, cancelled));
                    }
                    catch (BenchmarkException limit)
                    {
                        // The machine has limits, and one of them is no reason to throw away what is measured of the others.
                        report($"{kind}, {number} peers: not measured. {limit.Message}");
                    }
                }

                var measured = await Task.WhenAll(holders.Select(holder => holder.IdleAsync(options.Idle, cancelled)));
                foreach (var result in measured)
                    report(Line(result));
                return measured;
            }
            finally
            {
                await Task.WhenAll(holders.Select(holder => holder.DisposeAsync().AsTask()));
            }
        }
    }

    private static string Line(BudgetResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Kind?.ToString() ?? "no link"}, {result.Peers} peers: {result.After.Threads} threads, " +
        $"{result.After.Descriptors} descriptors, {result.After.ResidentBytes >> 20} MiB resident; " +
        $"{result.IdleProcessor.TotalMilliseconds:N1} ms of processor time while idle");
}
