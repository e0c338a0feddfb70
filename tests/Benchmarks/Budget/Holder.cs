using Bus.Benchmarks.Links;
using Bus.Benchmarks.Peers;
using Bus.Transports;

namespace Bus.Benchmarks.Budget;

/// <summary>A process of its own that opens links and then holds them, so that nothing but them is in what it costs.</summary>
internal sealed class Holder(
    LinkKind? kind, int peers, PeerProcess process, ProcessSample before, ProcessSample after) : IAsyncDisposable
{
    /// <summary>For what new threads and the compiler in the background still have to do.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>Starts one that is linked with all of these.</summary>
    public static async Task<Holder> StartAsync(
        LinkKind? kind, IReadOnlyList<BusAddress> targets, string settings, string directory, CancellationToken cancelled)
    {
        var process = PeerProcess.Start(directory);
        try
        {
            await process.ListenAsync(settings, cancelled);
            // The first sample brings in the code that the next one finds there.
            await process.SampleAsync(cancelled);
            await Task.Delay(Settling, cancelled);
            var before = await process.SampleAsync(cancelled);
            if (kind is not null)
                await process.DialAsync(kind, targets, cancelled);
            await Task.Delay(Settling, cancelled);
            return new Holder(kind, targets.Count, process, before, await process.SampleAsync(cancelled));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves it alone.</summary>
    public async Task<BudgetResult> IdleAsync(TimeSpan duration, CancellationToken cancelled)
    {
        // A sample brings in code that the compiler looks at again for a while.
        await Task.Delay(Settling, cancelled);
        var used = (await process.UsageAsync(cancelled)).Processor;
        await Task.Delay(duration, cancelled);
        return new BudgetResult(kind, peers, before, after, (await process.UsageAsync(cancelled)).Processor - used);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
