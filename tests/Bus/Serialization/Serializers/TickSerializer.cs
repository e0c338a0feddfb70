using System.Buffers;
using System.Buffers.Binary;
using Akka.Actor;
using Akka.Serialization;
using Bus.Serialization;
using Bus.Tests.Serialization.Messages;

namespace Bus.Tests.Serialization.Serializers;

/// <summary>The example in <c>docs/serializers.md</c>.</summary>
public sealed class TickSerializer(ExtendedActorSystem system) : Serializer(system), ILaneSerializer
{
    private const int Size = sizeof(long) + sizeof(double);

    public override int Identifier => 2001;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        var bytes = new byte[Size];
        Write((Tick)obj, bytes);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, Type type) => Deserialize(bytes, "");

    public void Serialize(object message, IBufferWriter<byte> writer)
    {
        Write((Tick)message, writer.GetSpan(Size));
        writer.Advance(Size);
    }

    public object Deserialize(ReadOnlySpan<byte> bytes, string manifest) => new Tick(
        BinaryPrimitives.ReadInt64LittleEndian(bytes),
        BinaryPrimitives.ReadDoubleLittleEndian(bytes[sizeof(long)..]));

    private static void Write(Tick tick, Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, tick.Time);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[sizeof(long)..], tick.Price);
    }
}
