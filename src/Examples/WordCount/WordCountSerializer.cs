using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Bus.Examples.WordCount;

/// <summary>
/// The bytes of a <see cref="WireMessage"/>. Akka's default serializer, JSON, would be many times slower and larger; a handful of
/// messages is easily written by hand.
/// </summary>
internal sealed class WordCountSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Names this class, in the configuration of both processes.</summary>
    public const string Settings = """
        akka.actor {
          serializers.word-count = "Bus.Examples.WordCount.WordCountSerializer, Bus.Examples"
          serialization-bindings { "Bus.Examples.WordCount.WireMessage, Bus.Examples" = word-count }
        }
        """;

    /// <summary>Goes over the wire in place of the name of this class: the same in both processes, and no other serializer's.</summary>
    public override int Identifier => 2001;

    public override string Manifest(object o) => o switch
    {
        CountFile => "F",
        CountsSlice => "C",
        FileUnreadable => "U",
        _ => throw new SerializationException($"{nameof(WordCountSerializer)} does not know {o.GetType()}."),
    };

    public override byte[] ToBinary(object obj)
    {
        var message = (WireMessage)obj;
        var bytes = new byte[message.SerializedBytes];
        message.WriteTo(bytes);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "F" => CountFile.Read(bytes),
        "C" => CountsSlice.Read(bytes),
        "U" => FileUnreadable.Read(bytes),
        _ => throw new SerializationException($"{nameof(WordCountSerializer)} does not know the manifest '{manifest}'."),
    };
}
