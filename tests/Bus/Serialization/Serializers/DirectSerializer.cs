using System.Buffers;
using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Bus.Serialization;
using Bus.Tests.Serialization.Messages;

namespace Bus.Tests.Serialization.Serializers;

/// <summary>Can do without arrays, and counts how often it could not.</summary>
public sealed class DirectSerializer(ExtendedActorSystem system) : Serializer(system), ILaneSerializer
{
    private int _arrays;

    public override int Identifier => 904;

    public override bool IncludeManifest => true;

    /// <summary>How many arrays went in or out.</summary>
    public int Arrays => _arrays;

    /// <summary>The manifest that came with the last message.</summary>
    public string? LastManifest { get; private set; }

    public override byte[] ToBinary(object obj)
    {
        Interlocked.Increment(ref _arrays);
        return Encoding.UTF8.GetBytes(Text(obj));
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        Interlocked.Increment(ref _arrays);
        return new Word(Encoding.UTF8.GetString(bytes));
    }

    public void Serialize(object message, IBufferWriter<byte> writer) => Encoding.UTF8.GetBytes(Text(message), writer);

    public object Deserialize(ReadOnlySpan<byte> bytes, string manifest)
    {
        LastManifest = manifest;
        // Throws if it does not know for which system it works.
        Akka.Serialization.Serialization.GetCurrentTransportInformation();
        return new Word(Encoding.UTF8.GetString(bytes));
    }

    private static string Text(object message)
    {
        Akka.Serialization.Serialization.GetCurrentTransportInformation();
        return ((Word)message).Text;
    }
}
