using System.Buffers;
using Akka.Serialization;

namespace Bus.Serialization;

/// <summary>How the payloads of one serializer are written and read.</summary>
/// <param name="serializer">That serializer. Every format gives the same bytes as it does.</param>
internal abstract class PayloadFormat(Serializer serializer)
{
    public Serializer Serializer { get; } = serializer;

    public abstract void Write(object? message, IBufferWriter<byte> writer);

    /// <param name="bytes">Valid only during the call.</param>
    /// <param name="manifest">Empty if there is none.</param>
    public abstract object? Read(ReadOnlySpan<byte> bytes, string manifest);

    /// <param name="bytes">All of them are the payload. They are the reader's from now on, and the message may keep them.</param>
    /// <param name="manifest">Empty if there is none.</param>
    public virtual object? ReadWhole(byte[] bytes, string manifest) => Read(bytes, manifest);
}
