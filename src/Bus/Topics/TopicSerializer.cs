using System.Buffers;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Bus.Lanes;
using Bus.Serialization;

namespace Bus.Topics;

/// <summary>Writes publications for peers, and reads those of peers together with the message in them.</summary>
/// <remarks>
/// Thread-safe. Without a manifest, which says nothing where there is one kind of message: a lane then knows its type without asking for it.
/// </remarks>
internal sealed class TopicSerializer : Serializer, ISelfContained
{
    private const string Name = "Bus.Topics.TopicSerializer, Bus";
    private const int DefaultIdentifier = 1072;

    private readonly LaneSerializers _payloads;
    private readonly TextCache _texts = new();

    /// <summary>Called by Akka.NET.</summary>
    /// <param name="system">The actor system whose messages it serializes.</param>
    public TopicSerializer(ExtendedActorSystem system) : base(system)
    {
        Identifier = system.Settings.Config.GetInt($"akka.actor.serialization-identifiers.\"{Name}\"", DefaultIdentifier);
        _payloads = new LaneSerializers(system);
    }

    public override int Identifier { get; }

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        var writer = new ArrayBufferWriter<byte>(1024);
        Serialize(obj, writer);
        return writer.WrittenSpan.ToArray();
    }

    public override object FromBinary(byte[] bytes, Type type) => Deserialize(bytes, "");

    public void Serialize(object message, IBufferWriter<byte> writer)
    {
        if (message is not OutgoingPublication publication)
            throw new SerializationException($"{message?.GetType()} is no publication; only those are serialized with the id {Identifier}.");
        PublicationFormat.Write(publication, writer);
    }

    public object Deserialize(ReadOnlySpan<byte> bytes, string manifest)
    {
        var rest = bytes;
        var kind = PublicationFormat.TakeByte(ref rest);
        return kind switch
        {
            PublicationFormat.Publication => ReadBody(ReadGroups(ref rest), null, rest),
            PublicationFormat.Replay => ReadBody([], ReadReplay(ref rest), rest),
            _ => throw new SerializationException($"There is no kind {kind} of publication."),
        };
    }

    private IncomingPublication ReadBody(string[] groups, Replay? replay, ReadOnlySpan<byte> rest)
    {
        var topic = _texts.Take(ref rest);
        var serializerId = PublicationFormat.TakeInt32(ref rest);
        var manifest = _texts.Take(ref rest);
        // A publication in a publication, and so on, would let a peer decide how deep the stack gets.
        if (serializerId == Identifier)
            throw new SerializationException($"A publication of '{topic}' is in a publication.");
        if (!LaneFormat.IsShallow(manifest))
            throw new SerializationException($"The manifest of a message published to '{topic}' has more than {LaneFormat.MostBrackets} brackets.");
        return new IncomingPublication(topic, groups, replay, _payloads.Deserialize(rest, serializerId, manifest)
            ?? throw new SerializationException($"Null was published to '{topic}'."));
    }

    private string[] ReadGroups(ref ReadOnlySpan<byte> rest)
    {
        var count = PublicationFormat.TakeUInt16(ref rest);
        if (count == 0)
            return [];
        // Each takes at least the two bytes of its length: no array is made for what is not there.
        if (count > rest.Length / sizeof(ushort))
            throw new SerializationException($"{count} groups in {rest.Length} bytes cannot be.");
        var groups = new string[count];
        for (var i = 0; i < count; i++)
            groups[i] = _texts.Take(ref rest);
        return groups;
    }

    private Replay ReadReplay(ref ReadOnlySpan<byte> rest)
    {
        var above = PublicationFormat.TakeInt64(ref rest);
        var upTo = PublicationFormat.TakeInt64(ref rest);
        return new Replay(_texts.Take(ref rest), above, upTo);
    }
}
