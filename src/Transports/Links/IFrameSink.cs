namespace Bus.Transports.Links;

/// <summary>Who gets the frames of a run of bytes, one after the other.</summary>
internal interface IFrameSink
{
    /// <summary>The next block has come; what it completes follows on the same thread.</summary>
    void OnBlock()
    {
    }

    /// <summary>A frame's payload, which lies in the block that brought it: valid during the call only.</summary>
    void OnFrameInBlock(ReadOnlySpan<byte> payload);

    /// <summary>A frame's payload that came in more than one block; the array belongs to the sink.</summary>
    void OnFrame(byte[] payload);
}
