using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Bus.Tests.Serialization.Messages;

namespace Bus.Tests.Serialization.Serializers;

/// <summary>Wants to know the type.</summary>
public sealed class TypeNamedSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 902;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Word)obj).Text);

    public override object FromBinary(byte[] bytes, Type type) => Activator.CreateInstance(type, Encoding.UTF8.GetString(bytes))!;
}
