using System.Collections.Concurrent;

namespace Bus.Testing.Lanes;

/// <summary>What has become of sequences 0, 1, 2, ... that several senders have sent.</summary>
/// <remarks>Written by one actor; read by any thread.</remarks>
public sealed class SequenceLog
{
    private readonly ConcurrentDictionary<string, int> _next = new();
    private int _received;
    private int _skipped;
    private int _missing;
    private volatile string? _disorder;

    /// <summary>How many numbers have arrived.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>All that is known.</summary>
    public SequenceReport Report => new(Received, _next.Count, Volatile.Read(ref _skipped), Volatile.Read(ref _missing), _disorder);

    /// <summary>How many of a sender's have arrived or are missing.</summary>
    public int PositionOf(string sender) => _next.GetValueOrDefault(sender);

    /// <summary>The next message of a sender.</summary>
    public void Add(string sender, int number)
    {
        var known = _next.TryGetValue(sender, out var due);
        if (number < due)
            _disorder ??= $"{sender} sent {number}, which came where {due} was due";
        else if (known)
            Interlocked.Add(ref _missing, number - due);
        else
            Interlocked.Add(ref _skipped, number);
        _next[sender] = Math.Max(due, number + 1);
        Interlocked.Increment(ref _received);
    }
}
