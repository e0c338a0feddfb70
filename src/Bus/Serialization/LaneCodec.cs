using System.Buffers;
using Akka.Actor;
using Akka.Serialization;
using Bus.Lanes;
using AkkaSerialization = Akka.Serialization.Serialization;

namespace Bus.Serialization;

/// <summary>How the messages of one type are written into a lane.</summary>
internal sealed class LaneCodec
{
    private readonly ExtendedActorSystem _system;
    private readonly PayloadFormat _format;
    private readonly SerializerWithStringManifest? _namer;
    private readonly string _manifest;
    private MessageType? _type;

    /// <param name="system">Whose addresses the refs in a message get.</param>
    /// <param name="format">How the type's serializer writes.</param>
    /// <param name="sample">A message of the type, or null for null itself.</param>
    public LaneCodec(ExtendedActorSystem system, PayloadFormat format, object? sample)
    {
        _system = system;
        _format = format;
        SerializerId = format.Serializer.Identifier;
        // Only a user's serializer can give two messages of one type two manifests.
        _namer = format is PrimitiveFormat ? null : format.Serializer as SerializerWithStringManifest;
        _manifest = _namer is null ? AkkaSerialization.ManifestFor(format.Serializer, sample) : "";
    }

    /// <summary>The serializer by which the peer must read.</summary>
    public int SerializerId { get; }

    /// <summary>What the peer's serializer needs to know beside the bytes; empty if nothing. For most types one string.</summary>
    public string Manifest(object? message) => _namer is null
        ? _manifest
        : AkkaSerialization.WithTransport(_system, (_namer, message), static s => s._namer.Manifest(s.message)) ?? "";

    /// <summary>Serializer and manifest together, as lanes number them.</summary>
    public MessageType TypeOf(object? message, MessageTypes types) => _namer is null
        ? _type ??= types.Of(SerializerId, _manifest)
        : types.Of(SerializerId, Manifest(message));

    /// <summary>Writes the bytes that the type's serializer gives.</summary>
    /// <exception cref="Exception">Whatever the serializer throws; the writer may hold a part of the message then.</exception>
    public void Serialize(object? message, IBufferWriter<byte> writer) => _format.Write(message, writer);
}
