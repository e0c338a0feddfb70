using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Bus.Tests.Serialization.Messages;

namespace Bus.Tests.Serialization.Serializers;

/// <summary>Knows the type by itself.</summary>
public sealed class NamelessSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 903;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Word)obj).Text);

    public override object FromBinary(byte[] bytes, Type type) =>
        type is null ? new Word(Encoding.UTF8.GetString(bytes)) : throw new ArgumentException("Nobody should know the type.");
}
