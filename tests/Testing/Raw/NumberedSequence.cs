using Google.Protobuf;

namespace Bus.Testing.Raw;

/// <summary>Checks that <see cref="NumberedPayload"/>s come whole, from 0 on, without a gap and in order.</summary>
/// <remarks><see cref="Check"/> is called by one thread at a time; the rest may be read by any.</remarks>
public sealed class NumberedSequence
{
    private volatile int _count;
    private volatile string? _damage;

    /// <summary>How many came until the first that was wrong.</summary>
    public int Count => _count;

    /// <summary>What was wrong first, or null.</summary>
    public string? Damage => _damage;

    /// <summary>Takes the next one.</summary>
    public void Check(ByteString payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (_damage is not null)
            return;
        _damage = NumberedPayload.Problem(payload.Span, _count);
        if (_damage is null)
            _count++;
    }

    public override string ToString() => _damage is null ? $"received {_count}" : $"damaged after {_count}: {_damage}";
}
