using Bus.Transports.Links;

namespace Bus.Tests.Wire;

/// <summary>Keeps frames.</summary>
internal sealed class FrameCollector : IFrameSink
{
    public List<byte[]> Frames { get; } = [];

    public void OnFrameInBlock(ReadOnlySpan<byte> payload) => Frames.Add(payload.ToArray());

    public void OnFrame(byte[] payload) => Frames.Add(payload);
}
