namespace Bus.Transports;

/// <summary>The reading end of one direction of a link.</summary>
/// <remarks>
/// One thread calls <see cref="Read"/>; <see cref="Complete"/> and <see cref="Close"/> may come from any thread at any time.
/// <see cref="Dispose()"/> is called once, after every other call has returned.
/// </remarks>
public abstract class InboundChannel : IDisposable
{
    /// <summary>A buffer for <see cref="Read"/> must have at least this many bytes: 1 or more.</summary>
    public abstract int MaxBlockBytes { get; }

    /// <summary>Waits for bytes and reads what is there.</summary>
    /// <returns>The number of bytes, or 0 at the end.</returns>
    /// <exception cref="ProtocolViolationException">The peer's side of the channel holds values that cannot be.</exception>
    public abstract int Read(Span<byte> buffer);

    /// <summary>
    /// The peer will write no more: <see cref="Read"/> still returns what is there, then 0. Wakes a waiting reader. Idempotent.
    /// </summary>
    public abstract void Complete();

    /// <summary>Ends the channel at once, whatever it still holds. Wakes a waiting reader. Idempotent.</summary>
    public abstract void Close();

    /// <summary>Frees the kernel objects.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the kernel objects.</summary>
    protected abstract void Dispose(bool disposing);
}
