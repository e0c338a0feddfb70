using System.Buffers.Binary;
using System.Text;

namespace Bus.Examples.WordCount;

/// <summary>Worker to coordinator: a file could not be read to its end.</summary>
/// <param name="File">The number of the file.</param>
/// <param name="Reason">What the operating system says.</param>
internal sealed record FileUnreadable(int File, string Reason) : WireMessage
{
    public override int SerializedBytes => sizeof(int) + Encoding.UTF8.GetByteCount(Reason);

    public override void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, File);
        Encoding.UTF8.GetBytes(Reason, destination[sizeof(int)..]);
    }

    public static FileUnreadable Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(bytes), Encoding.UTF8.GetString(bytes[sizeof(int)..]));
}
