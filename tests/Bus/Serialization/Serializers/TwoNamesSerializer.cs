using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Bus.Tests.Serialization.Messages;

namespace Bus.Tests.Serialization.Serializers;

/// <summary>Has two manifests for one type, and none for a third kind of its messages.</summary>
public sealed class TwoNamesSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 901;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Word)obj).Text);

    public override string Manifest(object o) => ((Word)o).Text switch
    {
        "" => "",
        { Length: > 5 } => "long",
        _ => "short",
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var word = new Word(Encoding.UTF8.GetString(bytes));
        // As Akka.Remote has it, no manifest is null here.
        return manifest == (word.Text.Length == 0 ? null : Manifest(word)) ? word : throw new ArgumentException($"What is {manifest}?");
    }
}
