namespace Bus.Transports.Links;

/// <summary>Cuts a run of bytes back into frames, whatever the blocks were that brought it.</summary>
/// <remarks>
/// Used by one thread. A frame that lies in one block is handed on where it lies; one that does not gets an array of its own, which is
/// made only once the frame's length has been checked, so a hostile length allocates nothing.
/// </remarks>
internal sealed class FrameReader(int maxFrameBytes)
{
    private readonly byte[] _header = new byte[FrameFormat.HeaderBytes];
    private int _headerFilled;
    private byte[]? _payload;
    private int _payloadFilled;

    /// <summary>True between two frames.</summary>
    public bool AtBoundary => _headerFilled == 0;

    /// <summary>Takes the next bytes of the run and hands every frame that they complete to <paramref name="sink"/>.</summary>
    /// <exception cref="ProtocolViolationException">A frame is longer than was agreed.</exception>
    public void Feed(ReadOnlySpan<byte> bytes, IFrameSink sink)
    {
        while (true)
        {
            if (_headerFilled == 0)
                bytes = DeliverWhole(bytes, sink);
            if (_payload is null)
            {
                if (!Fill(_header, ref _headerFilled, ref bytes))
                    return;
                var length = CheckedLength(_header);
                _payload = length == 0 ? [] : GC.AllocateUninitializedArray<byte>(length);
            }

            if (!Fill(_payload, ref _payloadFilled, ref bytes))
                return;
            var frame = _payload;
            _payload = null;
            _payloadFilled = 0;
            _headerFilled = 0;
            sink.OnFrame(frame);
        }
    }

    /// <summary>Delivers the frames that lie in the block as a whole, and returns what is left of it.</summary>
    private ReadOnlySpan<byte> DeliverWhole(ReadOnlySpan<byte> bytes, IFrameSink sink)
    {
        while (bytes.Length >= FrameFormat.HeaderBytes)
        {
            var length = CheckedLength(bytes);
            if (bytes.Length - FrameFormat.HeaderBytes < length)
                break;
            sink.OnFrameInBlock(bytes.Slice(FrameFormat.HeaderBytes, length));
            bytes = bytes[(FrameFormat.HeaderBytes + length)..];
        }

        return bytes;
    }

    private int CheckedLength(ReadOnlySpan<byte> header)
    {
        var length = FrameFormat.ReadHeader(header);
        return length <= (uint)maxFrameBytes
            ? (int)length
            : throw new ProtocolViolationException($"A frame of {length:N0} bytes was announced; at most {maxFrameBytes:N0} were agreed.");
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
