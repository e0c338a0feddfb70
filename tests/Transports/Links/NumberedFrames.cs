using System.Buffers.Binary;
using Bus.Transports.Links;

namespace Bus.Transports.Tests.Links;

/// <summary>Frames that say who has written them, and as which of its own.</summary>
internal readonly struct NumberedFrames(int writer, int number, int count, int padding) : IFrameSource
{
    public int MostBytes => count * (FrameFormat.HeaderBytes + 8 + padding);

    public void WriteTo(ByteQueue queue)
    {
        for (var i = 0; i < count; i++)
        {
            var frame = FrameFormat.Append(queue, 8 + padding);
            BinaryPrimitives.WriteInt32LittleEndian(frame, writer);
            BinaryPrimitives.WriteInt32LittleEndian(frame[4..], number + i);
        }
    }

    public static (int Writer, int Number)[] Read(ReadOnlySpan<byte> run)
    {
        var list = new FrameNumbers();
        var reader = new FrameReader(64 * 1024);
        reader.Feed(run, list);
        return reader.AtBoundary ? [.. list.Numbers] : throw new InvalidOperationException("A frame is cut off.");
    }

    private sealed class FrameNumbers : IFrameSink
    {
        public List<(int, int)> Numbers { get; } = [];

        public void OnFrameInBlock(ReadOnlySpan<byte> payload) =>
            Numbers.Add((BinaryPrimitives.ReadInt32LittleEndian(payload), BinaryPrimitives.ReadInt32LittleEndian(payload[4..])));

        public void OnFrame(byte[] payload) => OnFrameInBlock(payload);
    }
}
