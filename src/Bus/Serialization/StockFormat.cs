using System.Buffers;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using AkkaSerialization = Akka.Serialization.Serialization;

namespace Bus.Serialization;

/// <summary>Goes through arrays, as Akka.Remote does: for every serializer that can do nothing else.</summary>
internal sealed class StockFormat(ExtendedActorSystem system, Serializer serializer) : PayloadFormat(serializer)
{
    public override void Write(object? message, IBufferWriter<byte> writer)
    {
        var bytes = AkkaSerialization.WithTransport(system, (Serializer, message), static s => s.Serializer.ToBinary(s.message));
        if (bytes is null)
            throw new SerializationException($"{Serializer.GetType()} gave no bytes for {message?.GetType()}.");
        writer.WriteArray(bytes);
    }

    public override object? Read(ReadOnlySpan<byte> bytes, string manifest) => ReadWhole(bytes.ToArray(), manifest);

    public override object? ReadWhole(byte[] bytes, string manifest) => Read(system, bytes, Serializer.Identifier, manifest);

    /// <summary>What Akka.Remote does with a payload. It gives its serializers null, and not an empty string, for no manifest.</summary>
    public static object? Read(ExtendedActorSystem system, byte[] bytes, int serializerId, string manifest) =>
        system.Serialization.Deserialize(bytes, serializerId, manifest.Length == 0 ? null : manifest);
}
