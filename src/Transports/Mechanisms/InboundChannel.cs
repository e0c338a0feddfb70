using Microsoft.Win32.SafeHandles;

namespace Bus.Transports;

/// <summary>The reading end of one direction of a link.</summary>
/// <remarks>
/// <para>One thread at a time calls <see cref="Read"/>; <see cref="Complete"/> and <see cref="Close"/> may come from any thread at any time.
/// <see cref="Dispose()"/> is called once, after every other call has returned.</para>
/// <para>A channel that can be waited for with <c>epoll(7)</c> says so with <see cref="Readiness"/>, and shares a few reader threads with all
/// others; one that cannot gets a thread of its own, which waits in <see cref="Read"/>.</para>
/// </remarks>
public abstract class InboundChannel : IDisposable
{
    /// <summary>What <see cref="Read"/> returns if it does not wait and there is nothing to read: -1.</summary>
    public const int NothingYet = -1;

    /// <summary>
    /// A descriptor that polls as readable, for as long as there is something to read or the peer has ended the channel; or null, the
    /// default, if this mechanism has none. It stays the channel's, and the same for its whole life.
    /// </summary>
    public virtual SafeFileHandle? Readiness => null;

    /// <summary>A buffer for <see cref="Read"/> must have at least this many bytes: 1 or more.</summary>
    public abstract int MaxBlockBytes { get; }

    /// <summary>
    /// Reads what is there. If there is nothing, it waits for it; with a <see cref="Readiness"/> it never waits, but returns
    /// <see cref="NothingYet"/>.
    /// </summary>
    /// <returns>The number of bytes, 0 at the end, or <see cref="NothingYet"/>.</returns>
    /// <exception cref="ProtocolViolationException">The peer's side of the channel holds values that cannot be.</exception>
    public abstract int Read(Span<byte> buffer);

    /// <summary>
    /// The peer will write no more: <see cref="Read"/> still returns what is there, then 0. Wakes a waiting reader; with a
    /// <see cref="Readiness"/>, <see cref="Read"/> is called again by itself. Idempotent.
    /// </summary>
    public abstract void Complete();

    /// <summary>Ends the channel at once, whatever it still holds: <see cref="Read"/> returns 0. Wakes as <see cref="Complete"/> does. Idempotent.</summary>
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
