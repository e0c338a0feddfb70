using System.Buffers.Binary;
using System.Text;

namespace Bus.Examples.WordCount;

/// <summary>Coordinator to worker: count the words of this file.</summary>
/// <param name="File">The number of the file, to be repeated in the answer.</param>
/// <param name="Path">Where it is. Both processes are on one machine: the worker reads it itself.</param>
internal sealed record CountFile(int File, string Path) : WireMessage
{
    public override int SerializedBytes => sizeof(int) + Encoding.UTF8.GetByteCount(Path);

    public override void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, File);
        Encoding.UTF8.GetBytes(Path, destination[sizeof(int)..]);
    }

    public static CountFile Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(bytes), Encoding.UTF8.GetString(bytes[sizeof(int)..]));
}
