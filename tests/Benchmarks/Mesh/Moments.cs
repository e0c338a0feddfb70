using System.Collections.Concurrent;

namespace Bus.Benchmarks.Mesh;

/// <summary>When things have happened, for those who wait for them. Nobody looks again and again: that would disturb what is measured. Thread-safe.</summary>
internal sealed class Moments
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _moments = new();

    /// <summary>It has happened; only the first time counts.</summary>
    public void Set(string what, long ticks) => Of(what).TrySetResult(ticks);

    /// <summary>Completes when it has happened.</summary>
    public Task<long> When(string what) => Of(what).Task;

    private TaskCompletionSource<long> Of(string what) =>
        _moments.GetOrAdd(what, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
}
