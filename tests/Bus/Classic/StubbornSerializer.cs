using Akka.Actor;
using Akka.Serialization;

namespace Bus.Tests.Classic;

/// <summary>Waits until a message lets it.</summary>
public sealed class StubbornSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 913;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => ((Stubborn)obj).ToBytes();

    public override object FromBinary(byte[] bytes, Type type) => "stubborn";
}
