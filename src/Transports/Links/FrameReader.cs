namespace Bus.Transports.Links;

/// <summary>Cuts a run of bytes back into frames, whatever the blocks were that brought it.</summary>
/// <remarks>
/// Used by one thread. Each payload gets an array of its own, because it is decoded later on another thread. The array is made only
/// once the frame's length has been checked, so a hostile length allocates nothing.
/// </remarks>
internal sealed class FrameReader(int maxFrameBytes)
{
    private readonly byte[] _header = new byte[FrameFormat.HeaderBytes];
    private int _headerFilled;
    private byte[]? _payload;
    private int _payloadFilled;

    /// <summary>True between two frames.</summary>
    public bool AtBoundary => _headerFilled == 0;

    /// <summary>Takes the next bytes of the run and hands every frame that they complete to <paramref name="onFrame"/>.</summary>
    /// <exception cref="ProtocolViolationException">A frame is longer than was agreed.</exception>
    public void Feed(ReadOnlySpan<byte> bytes, Action<byte[]> onFrame)
    {
        while (true)
        {
            if (_payload is null)
            {
                if (!Fill(_header, ref _headerFilled, ref bytes))
                    return;
                var length = FrameFormat.ReadHeader(_header);
                if (length > (uint)maxFrameBytes)
                    throw new ProtocolViolationException($"A frame of {length:N0} bytes was announced; at most {maxFrameBytes:N0} were agreed.");
                _payload = length == 0 ? [] : GC.AllocateUninitializedArray<byte>((int)length);
            }

            if (!Fill(_payload, ref _payloadFilled, ref bytes))
                return;
            var frame = _payload;
            _payload = null;
            _payloadFilled = 0;
            _headerFilled = 0;
            onFrame(frame);
        }
    }

    private static bool Fill(byte[] target, ref int filled, ref ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(target.Length - filled, bytes.Length);
        bytes[..count].CopyTo(target.AsSpan(filled));
        filled += count;
        bytes = bytes[count..];
        return filled == target.Length;
    }
}
