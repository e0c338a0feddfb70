using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Bus.Serialization;

namespace Bus.Topics;

/// <summary>
/// What processes tell each other about a message. Numbers are little-endian.
/// <code>
///   publication   0 u8, count of groups u16, that many texts, body
///   replay        1 u8, above i64, up to i64, name text, body
///
///   body          topic text, serializer i32, manifest text, the payload
///   text          length u16, UTF-8
/// </code>
/// A group's text, and a replay's name, are those of <see cref="InterestName.Text"/>.
/// </summary>
internal static class PublicationFormat
{
    public const byte Publication = 0;

    public const byte Replay = 1;

    /// <summary>What comes before the body of one for no groups.</summary>
    public const int PlainHeadBytes = sizeof(byte) + sizeof(ushort);

    public static void Write(OutgoingPublication publication, IBufferWriter<byte> writer)
    {
        if (publication.IsPlain)
        {
            writer.WriteArray(publication.Plain);
            return;
        }

        if (publication.Replay is { } replay)
        {
            WriteByte(writer, Replay);
            WriteInt64(writer, replay.Above);
            WriteInt64(writer, replay.UpTo);
            WriteText(writer, replay.Name);
        }
        else
        {
            WriteByte(writer, Publication);
            WriteUInt16(writer, checked((ushort)publication.Groups.Count));
            foreach (var group in publication.Groups)
                WriteText(writer, group);
        }

        writer.Write(publication.Plain.AsSpan(PlainHeadBytes));
    }

    /// <summary>Writes what comes before the payload of a publication for no groups.</summary>
    public static void WriteHead(IBufferWriter<byte> writer, string topic, int serializerId, string manifest)
    {
        WriteByte(writer, Publication);
        WriteUInt16(writer, 0);
        WriteText(writer, topic);
        WriteInt32(writer, serializerId);
        WriteText(writer, manifest);
    }

    public static byte TakeByte(ref ReadOnlySpan<byte> source) => Take(ref source, sizeof(byte))[0];

    public static ushort TakeUInt16(ref ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt16LittleEndian(Take(ref source, sizeof(ushort)));

    public static int TakeInt32(ref ReadOnlySpan<byte> source) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref source, sizeof(int)));

    public static long TakeInt64(ref ReadOnlySpan<byte> source) => BinaryPrimitives.ReadInt64LittleEndian(Take(ref source, sizeof(long)));

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> source, int count)
    {
        if (source.Length < count)
            throw new SerializationException($"A publication ends in the middle of a number: {source.Length} bytes are left.");
        var taken = source[..count];
        source = source[count..];
        return taken;
    }

    private static void WriteByte(IBufferWriter<byte> writer, byte value)
    {
        writer.GetSpan(sizeof(byte))[0] = value;
        writer.Advance(sizeof(byte));
    }

    private static void WriteUInt16(IBufferWriter<byte> writer, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(writer.GetSpan(sizeof(ushort)), value);
        writer.Advance(sizeof(ushort));
    }

    private static void WriteInt32(IBufferWriter<byte> writer, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(sizeof(int)), value);
        writer.Advance(sizeof(int));
    }

    private static void WriteInt64(IBufferWriter<byte> writer, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(writer.GetSpan(sizeof(long)), value);
        writer.Advance(sizeof(long));
    }

    private static void WriteText(IBufferWriter<byte> writer, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteUInt16(writer, checked((ushort)length));
        writer.Advance(Encoding.UTF8.GetBytes(text, writer.GetSpan(length)));
    }
}
