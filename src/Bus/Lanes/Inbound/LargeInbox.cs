using Bus.Delivery;
using Bus.Transports;

namespace Bus.Lanes;

/// <summary>The large message that is coming, if one is.</summary>
/// <remarks>Used by the lane's reader only.</remarks>
internal sealed class LargeInbox
{
    private const int FirstBytes = 1024 * 1024;

    private byte[]? _payload;
    private int _total;
    private int _filled;
    private InboundMessage _message;
    private uint _number;

    /// <exception cref="ProtocolViolationException">Another one is not complete yet.</exception>
    public void Begin(uint number, int total, in InboundMessage message)
    {
        if (_payload is not null)
            throw new ProtocolViolationException($"Large message {number} begins while {_number} has {_filled:N0} of {_total:N0} bytes.");
        _number = number;
        _total = total;
        _filled = 0;
        _message = message;
        // The rest once that much has really come.
        _payload = GC.AllocateUninitializedArray<byte>(Math.Min(total, FirstBytes));
    }

    /// <returns>The payload, if that was the last of it.</returns>
    /// <exception cref="ProtocolViolationException">There is no such message, or it is longer than announced.</exception>
    public byte[]? Add(ReadOnlySpan<byte> slice, out InboundMessage message, out uint number)
    {
        message = _message;
        number = _number;
        if (_payload is null || slice.Length == 0 || slice.Length > _total - _filled)
            throw new ProtocolViolationException($"A slice of {slice.Length} bytes came after {_filled:N0} of {_total:N0} bytes of large message {_number}.");
        if (_filled + slice.Length > _payload.Length)
            _payload = Whole(_payload.AsSpan(0, _filled));
        slice.CopyTo(_payload.AsSpan(_filled));
        _filled += slice.Length;
        if (_filled < _total)
            return null;
        var whole = _payload;
        _payload = null;
        _message = default;
        return whole;
    }

    /// <summary>
    /// Neither cleared nor copied in steps: either would keep the reader for milliseconds, and with it the small messages that come
    /// between the slices. What is not written yet takes addresses, and no memory.
    /// </summary>
    private byte[] Whole(ReadOnlySpan<byte> beginning)
    {
        var whole = GC.AllocateUninitializedArray<byte>(_total);
        beginning.CopyTo(whole);
        return whole;
    }
}
