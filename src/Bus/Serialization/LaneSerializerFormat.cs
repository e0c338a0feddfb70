using System.Buffers;
using Akka.Actor;
using Akka.Serialization;
using AkkaSerialization = Akka.Serialization.Serialization;

namespace Bus.Serialization;

/// <summary>Lets a serializer that implements <see cref="ILaneSerializer"/> write and read by itself.</summary>
internal sealed class LaneSerializerFormat(ExtendedActorSystem system, Serializer serializer, ILaneSerializer direct)
    : PayloadFormat(serializer)
{
    public override void Write(object? message, IBufferWriter<byte> writer) =>
        AkkaSerialization.WithTransport(system, (direct, message, writer), static s =>
        {
            s.direct.Serialize(s.message!, s.writer);
            return true;
        });

    public override unsafe object? Read(ReadOnlySpan<byte> bytes, string manifest)
    {
        // A span can't be part of the state that WithTransport passes on; its address can, while it is pinned.
        fixed (byte* start = bytes)
        {
            return AkkaSerialization.WithTransport(system, (direct, start: (nint)start, bytes.Length, manifest), static s =>
                s.direct.Deserialize(new ReadOnlySpan<byte>((void*)s.start, s.Length), s.manifest));
        }
    }
}
