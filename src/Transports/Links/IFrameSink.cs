namespace Bus.Transports.Links;

/// <summary>Who gets the frames of a run of bytes, one after the other.</summary>
internal interface IFrameSink
{
    /// <summary>A frame's payload, which lies in the block that brought it: valid during the call only.</summary>
    void OnFrameInBlock(ReadOnlySpan<byte> payload);

    /// <summary>A frame's payload that came in more than one block; the array belongs to the sink.</summary>
    void OnFrame(byte[] payload);
}
