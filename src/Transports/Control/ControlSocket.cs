using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Control;

/// <summary>
/// A control socket: records out, records in, and an end that says more than any heartbeat. Never waits.
/// </summary>
/// <remarks>
/// Records are received by the reactor's thread only. <see cref="Send"/> and <see cref="Dispose"/> may come from any thread,
/// also while the reactor receives: so all three hold the lock, and none uses the number of a descriptor that another has
/// closed.
/// </remarks>
internal sealed class ControlSocket(SafeFileHandle handle) : IDisposable
{
    // One record at a time is in here, and a stranger cannot make it grow.
    private readonly byte[] _buffer = new byte[ControlRecord.HeaderBytes + ControlRecord.MaxBodyBytes];
    private readonly List<SafeFileHandle> _descriptors = [];
    private readonly Lock _lock = new();
    private int _filled;
    private bool _disposed;

    public SafeFileHandle Handle => handle;

    /// <summary>True once the peer has closed, or died.</summary>
    public bool Ended { get; private set; }

    /// <exception cref="HandshakeException">The peer does not read, or is gone.</exception>
    public void Send(ControlRecord record)
    {
        lock (_lock)
        {
            if (_disposed)
                throw new HandshakeException("The control socket has been closed.");
            DescriptorMessage.Send(handle, record.Encode(), record.Descriptors);
        }
    }

    /// <summary>The next whole record, or null if it is not here yet or never will be (see <see cref="Ended"/>).</summary>
    /// <exception cref="ProtocolViolationException">What came is not a record.</exception>
    public ControlRecord? TryReceive()
    {
        lock (_lock)
        {
            while (!_disposed)
            {
                if (TryCut() is { } record)
                    return record;
                var wanted = ControlRecord.HeaderBytes + (_filled < ControlRecord.HeaderBytes ? 0 : BodyBytes());
                var space = _buffer.AsSpan(_filled, wanted - _filled);
                var received = DescriptorMessage.Receive(handle, space, _descriptors, out var errno);
                if (_descriptors.Count > ChannelOffer.MaxDescriptors)
                    throw new ProtocolViolationException($"A record has more than {ChannelOffer.MaxDescriptors} descriptors.");
                if (received > 0)
                {
                    _filled += received;
                    continue;
                }

                Ended = received == 0 || errno != EAGAIN;
                return null;
            }

            Ended = true;
            return null;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (var descriptor in _descriptors)
                descriptor.Dispose();
            _descriptors.Clear();
            handle.Dispose();
        }
    }

    private int BodyBytes() => ControlRecord.DecodeHeader(_buffer).BodyBytes;

    private ControlRecord? TryCut()
    {
        if (_filled < ControlRecord.HeaderBytes)
            return null;
        var (kind, bodyBytes, descriptorCount) = ControlRecord.DecodeHeader(_buffer);
        if (_filled < ControlRecord.HeaderBytes + bodyBytes)
            return null;
        if (_descriptors.Count != descriptorCount)
        {
            throw new ProtocolViolationException($"A {kind} record announces {descriptorCount} descriptors and brings {_descriptors.Count}.");
        }

        var record = new ControlRecord(kind, _buffer.AsMemory(ControlRecord.HeaderBytes, bodyBytes).ToArray(), [.. _descriptors]);
        _descriptors.Clear();
        _filled = 0;
        return record;
    }
}
