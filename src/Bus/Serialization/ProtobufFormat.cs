using System.Buffers;
using System.Runtime.Serialization;
using Akka.Remote.Serialization;
using Google.Protobuf;

namespace Bus.Serialization;

/// <summary>Messages of Google.Protobuf, as Akka.Remote's serializer for these writes them.</summary>
internal sealed class ProtobufFormat : PayloadFormat
{
    private readonly ManifestCache<MessageParser> _parsers;

    public ProtobufFormat(ProtobufSerializer serializer) : base(serializer) =>
        _parsers = new ManifestCache<MessageParser>(serializer.Identifier, ParserOf);

    public override void Write(object? message, IBufferWriter<byte> writer)
    {
        if (message is IMessage protobuf)
            protobuf.WriteTo(writer);
        else
            // It was bound to a type that it can't serialize; let it say so.
            writer.Write(Serializer.ToBinary(message));
    }

    public override object? Read(ReadOnlySpan<byte> bytes, string manifest) => _parsers.Get(manifest).ParseFrom(bytes);

    /// <remarks>Nothing but messages may be made here: the type's name comes from the peer.</remarks>
    private static MessageParser ParserOf(Type type) =>
        typeof(IMessage).IsAssignableFrom(type) && Activator.CreateInstance(type) is IMessage message
            ? message.Descriptor.Parser
            : throw new SerializationException($"{type} is no message of Google.Protobuf.");
}
