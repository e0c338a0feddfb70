using System.Buffers.Binary;

namespace Bus.Examples.WordCount;

/// <summary>Worker to coordinator: a part of the counts of one file. The parts of a file are sent in order, one after the other.</summary>
/// <param name="File">The number of the file.</param>
/// <param name="Index">Which part of its counts this is, from 0.</param>
/// <param name="IsLast">Whether the counts of this file are complete with this part.</param>
/// <param name="Counts">As <see cref="TallySlices"/> has it.</param>
internal sealed record CountsSlice(int File, int Index, bool IsLast, ReadOnlyMemory<byte> Counts) : WireMessage
{
    private const int HeaderBytes = sizeof(int) + sizeof(int) + sizeof(bool);

    public override int SerializedBytes => HeaderBytes + Counts.Length;

    public override void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, File);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], Index);
        destination[8] = IsLast ? (byte)1 : (byte)0;
        Counts.Span.CopyTo(destination[HeaderBytes..]);
    }

    /// <summary>Reads the message. The counts stay where they are, in <paramref name="bytes"/>.</summary>
    public static CountsSlice Read(ReadOnlyMemory<byte> bytes) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(bytes.Span),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[4..]),
            bytes.Span[8] != 0,
            bytes[HeaderBytes..]);
}
