using Akka.Actor;
using Akka.Serialization;

namespace Bus.Tests.Serialization.Serializers;

/// <summary>Is a stock serializer by its base only, and has its identifier.</summary>
public sealed class InvertingSerializer(ExtendedActorSystem system) : ByteArraySerializer(system)
{
    public override int Identifier => 4;

    public override byte[] ToBinary(object obj) => Array.ConvertAll((byte[])obj, b => (byte)~b);

    public override object FromBinary(byte[] bytes, Type type) => Array.ConvertAll(bytes, b => (byte)~b);
}
