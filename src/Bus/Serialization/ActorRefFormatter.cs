using Akka.Actor;
using MemoryPack;
using AkkaSerialization = Akka.Serialization.Serialization;

namespace Bus.Serialization;

/// <summary>Writes refs of actors as their paths, with the address by which the peer reaches this system.</summary>
internal sealed class ActorRefFormatter : MemoryPackFormatter<IActorRef>
{
    public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref IActorRef? value) =>
        writer.WriteString(value is null ? null : AkkaSerialization.SerializedActorPath(value));

    public override void Deserialize(ref MemoryPackReader reader, scoped ref IActorRef? value)
    {
        var path = reader.ReadString();
        value = path is null
            ? null
            : ((ExtendedActorSystem)AkkaSerialization.GetCurrentTransportInformation().System).Provider.ResolveActorRef(path);
    }
}
