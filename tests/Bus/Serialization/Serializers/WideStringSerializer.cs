using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Bus.Tests.Serialization.Serializers;

/// <summary>A user's own way with strings.</summary>
public sealed class WideStringSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 905;

    public override byte[] ToBinary(object obj) => Encoding.UTF32.GetBytes((string)obj);

    public override string Manifest(object o) => "32";

    public override object FromBinary(byte[] bytes, string manifest) => Encoding.UTF32.GetString(bytes);
}
