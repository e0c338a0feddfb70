namespace Bus.Transports;

/// <summary>The writing end of one direction of a link.</summary>
/// <remarks>
/// One thread at a time calls <see cref="TryWrite"/> and <see cref="WaitWritable"/>; <see cref="Close"/> may come from any thread
/// at any time. <see cref="Dispose()"/> is called once, after every other call has returned.
/// </remarks>
public abstract class OutboundChannel : IDisposable
{
    /// <summary>The most bytes that one call of <see cref="TryWrite"/> is given: 1 or more.</summary>
    public abstract int MaxBlockBytes { get; }

    /// <summary>True if a write costs no system call while the peer is awake, so that small blocks are cheap.</summary>
    public virtual bool WritesAreCheap => false;

    /// <summary>How often this end has woken its peer by a system call of its own; 0 where the write itself does. Any thread, also after the end.</summary>
    internal virtual long WakeUps => 0;

    /// <summary>
    /// Writes a block, or a leading part of it, without waiting. The blocks make one run of bytes; where one ends means nothing.
    /// </summary>
    /// <returns>How many bytes were taken: 0 if there is no space now, or if the channel is closed.</returns>
    /// <exception cref="ProtocolViolationException">The peer's side of the channel holds values that cannot be.</exception>
    public abstract int TryWrite(ReadOnlySpan<byte> block);

    /// <summary>Waits until something can be written.</summary>
    /// <returns>False if nothing ever can: either side has closed.</returns>
    public abstract bool WaitWritable();

    /// <summary>Ends the channel at once and wakes whoever waits. Idempotent.</summary>
    public abstract void Close();

    /// <summary>
    /// Ends the channel as <see cref="Close"/> does, for a link that has failed: what the peer has not read yet, it need not read
    /// any more. A mechanism that can say so ahead of what waits in it does. Idempotent.
    /// </summary>
    public virtual void BreakOff() => Close();

    /// <summary>Frees the kernel objects.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the kernel objects.</summary>
    protected abstract void Dispose(bool disposing);
}
