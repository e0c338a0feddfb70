namespace Bus.Transports.Links;

/// <summary>Cuts a run of bytes back into frames, whatever the blocks were that brought it.</summary>
/// <remarks>
/// Used by one thread. A frame that lies in one block is handed on where it lies. One that does not is kept by the caller until the rest has
/// come, if it can be, or gets an array of its own, which is made only once the frame's length has been checked, so a hostile length allocates
/// nothing; and what is left of it can be read into that.
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
    /// <param name="bytes">They follow those of before, but for the ones that the caller has kept: with these they begin.</param>
    /// <param name="sink">Who gets the frames.</param>
    /// <param name="mostKept">The longest frame, header included, that the caller can keep the beginning of.</param>
    /// <returns>How many bytes, the last ones, were not taken: the beginning of a frame. 0 if the caller can keep none.</returns>
    /// <exception cref="ProtocolViolationException">A frame is longer than was agreed.</exception>
    public int Feed(ReadOnlySpan<byte> bytes, IFrameSink sink, int mostKept = 0)
    {
        while (true)
        {
            if (_headerFilled == 0)
            {
                bytes = DeliverWhole(bytes, sink);
                if (CanBeKept(bytes, mostKept))
                    return bytes.Length;
            }

            if (_payload is null)
            {
                if (!Fill(_header, ref _headerFilled, ref bytes))
                    return 0;
                var length = CheckedLength(_header);
                _payload = length == 0 ? [] : GC.AllocateUninitializedArray<byte>(length);
            }

            if (!Fill(_payload, ref _payloadFilled, ref bytes))
                return 0;
            DeliverArray(sink);
        }
    }

    /// <summary>Where the rest of an unfinished frame belongs, so that it can be read to there, if it is at least so long; otherwise nothing.</summary>
    public Span<byte> Rest(int atLeast) =>
        _payload is not null && _payload.Length - _payloadFilled >= atLeast ? _payload.AsSpan(_payloadFilled) : default;

    /// <summary>The first bytes of <see cref="Rest"/> have come.</summary>
    public void FeedRest(int count, IFrameSink sink)
    {
        _payloadFilled += count;
        if (_payloadFilled == _payload!.Length)
            DeliverArray(sink);
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

    private void DeliverArray(IFrameSink sink)
    {
        var frame = _payload!;
        _payload = null;
        _payloadFilled = 0;
        _headerFilled = 0;
        sink.OnFrame(frame);
    }

    private bool CanBeKept(ReadOnlySpan<byte> beginning, int most) =>
        beginning.Length < FrameFormat.HeaderBytes ? beginning.Length <= most : FrameFormat.HeaderBytes + (long)CheckedLength(beginning) <= most;

    private int CheckedLength(ReadOnlySpan<byte> header)
    {
        var length = FrameFormat.ReadHeader(header);
        return length <= (uint)maxFrameBytes ? (int)length : throw TooLong(length);
    }

    private ProtocolViolationException TooLong(uint length) =>
        new($"A frame of {length:N0} bytes was announced; at most {maxFrameBytes:N0} were agreed.");

    private static bool Fill(byte[] target, ref int filled, ref ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(target.Length - filled, bytes.Length);
        bytes[..count].CopyTo(target.AsSpan(filled));
        filled += count;
        bytes = bytes[count..];
        return filled == target.Length;
    }
}
