using System.Buffers;
using Akka.Serialization;

namespace Bus.Serialization;

/// <summary>Byte arrays as they are.</summary>
internal sealed class ByteArrayFormat(ByteArraySerializer serializer) : PayloadFormat(serializer)
{
    public override void Write(object? message, IBufferWriter<byte> writer) =>
        // The serializer hands the array itself out, or refuses what is none.
        writer.WriteArray(Serializer.ToBinary(message));

    public override object? Read(ReadOnlySpan<byte> bytes, string manifest) => bytes.ToArray();

    public override object? ReadWhole(byte[] bytes, string manifest) => bytes;
}
