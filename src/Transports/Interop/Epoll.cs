using Microsoft.Win32.SafeHandles;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Interop;

/// <summary>A set of watched descriptors: <c>epoll(7)</c>, level-triggered, for readability.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int BatchSize = 64;

    private readonly SafeFileHandle _handle = Descriptors.Own(epoll_create1(EPOLL_CLOEXEC), "create an epoll set");
    private readonly epoll_event[] _events = new epoll_event[BatchSize];

    /// <summary>Watches a descriptor; <paramref name="token"/> comes back when it is readable, at its end, or in error.</summary>
    public void Add(SafeFileHandle descriptor, ulong token)
    {
        epoll_event @event = default;
        @event.events = EPOLLIN | EPOLLRDHUP;
        @event.data.u64 = token;
        if (epoll_ctl(_handle.Number(), EPOLL_CTL_ADD, descriptor.Number(), &@event) != 0)
            throw new MechanismException($"Cannot watch a descriptor: {Errno.Describe(Errno.Last)}.");
    }

    /// <summary>Watches it no longer. One already reported may still be seen in the current batch.</summary>
    public void Remove(SafeFileHandle descriptor)
    {
        epoll_event unused;
        _ = epoll_ctl(_handle.Number(), EPOLL_CTL_DEL, descriptor.Number(), &unused);
    }

    /// <summary>Waits, at most <paramref name="timeoutMilliseconds"/> (-1: for ever), and fills <paramref name="tokens"/>.</summary>
    public int Wait(Span<ulong> tokens, int timeoutMilliseconds)
    {
        int count;
        fixed (epoll_event* events = _events)
            count = epoll_wait(_handle.Number(), events, Math.Min(tokens.Length, BatchSize), timeoutMilliseconds);
        if (Errno.Interrupted(count))
            return 0;
        if (count < 0)
            throw new MechanismException($"epoll_wait failed: {Errno.Describe(Errno.Last)}.");
        for (var i = 0; i < count; i++)
            tokens[i] = _events[i].data.u64;
        return count;
    }

    public void Dispose() => _handle.Dispose();
}
