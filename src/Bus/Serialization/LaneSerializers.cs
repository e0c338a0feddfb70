using System.Buffers;
using Akka.Actor;
using Akka.Serialization;
using Bus.Lanes;

namespace Bus.Serialization;

internal sealed class LaneSerializers(ExtendedActorSystem system)
{
    public LaneCodec For(object message) => new(system, system.Serialization.FindSerializerFor(message));

    public object Deserialize(ReadOnlySpan<byte> bytes, int id, string manifest) => system.Serialization.Deserialize(bytes.ToArray(), id, manifest);
}

internal sealed class LaneCodec(ExtendedActorSystem system, Serializer serializer)
{
    public MessageType Write(object message, IBufferWriter<byte> writer, MessageTypes types)
    {
        writer.Write(Akka.Serialization.Serialization.WithTransport(system, (serializer, message), static s => s.serializer.ToBinary(s.message)));
        return types.Of(serializer.Identifier, Akka.Serialization.Serialization.ManifestFor(serializer, message) ?? "");
    }
}
