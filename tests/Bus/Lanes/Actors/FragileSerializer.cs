using Akka.Actor;
using Akka.Serialization;

namespace Bus.Tests.Lanes.Actors;

/// <summary>Fails when the message says so.</summary>
public sealed class FragileSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 911;

    public override string Manifest(object o) => BreakIf(o, BreaksWhen.Named).When.ToString();

    public override byte[] ToBinary(object obj) => [(byte)BreakIf(obj, BreaksWhen.Written).When];

    public override object FromBinary(byte[] bytes, string manifest) => BreakIf(new Fragile((BreaksWhen)bytes[0]), BreaksWhen.Read);

    private static Fragile BreakIf(object message, BreaksWhen when) =>
        message is Fragile fragile && fragile.When != when ? fragile : throw new InvalidOperationException($"It breaks when {when}.");
}
