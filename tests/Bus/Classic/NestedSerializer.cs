using Akka.Actor;
using Akka.Serialization;

namespace Bus.Tests.Classic;

/// <summary>Names types that no lane and no envelope would, and that Akka.Remote does not mind.</summary>
public sealed class NestedSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly string Name = "X" + string.Concat(Enumerable.Repeat("[]", 1000));

    public override int Identifier => 914;

    public override string Manifest(object o) => Name;

    public override byte[] ToBinary(object obj) => [];

    public override object FromBinary(byte[] bytes, string manifest) => manifest == Name ? new Nested() : throw new ArgumentException(manifest, nameof(manifest));
}
