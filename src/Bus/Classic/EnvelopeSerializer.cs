using Akka.Actor;
using Akka.Serialization;

namespace Bus.Classic;

/// <summary>Writes and reads envelopes; the form is that of <see cref="EnvelopeFormat"/>.</summary>
/// <remarks>Thread-safe. What a peer sends is checked: a wrong envelope is an exception.</remarks>
internal sealed class EnvelopeSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 1074;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => obj is OutgoingEnvelope envelope
        ? envelope.Bytes
        : throw new ArgumentException($"{obj?.GetType()} is no envelope of this side.", nameof(obj));

    public override object FromBinary(byte[] bytes, Type type) => EnvelopeFormat.Decode(bytes);
}
