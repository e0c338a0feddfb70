using System.Buffers;
using Akka.Serialization;

namespace Bus.Serialization;

/// <summary>As <see cref="LaneSerializerFormat"/>, without telling the serializer whose system it is.</summary>
internal sealed class SelfContainedFormat(Serializer serializer, ISelfContained direct) : PayloadFormat(serializer)
{
    public override void Write(object? message, IBufferWriter<byte> writer) => direct.Serialize(message!, writer);

    public override object? Read(ReadOnlySpan<byte> bytes, string manifest) => direct.Deserialize(bytes, manifest);
}
