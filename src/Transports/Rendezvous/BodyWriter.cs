using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Bus.Transports.Rendezvous;

/// <summary>Writes the fields of a record's body.</summary>
internal sealed class BodyWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Body => _bytes.WrittenMemory;

    public void Byte(byte value) => _bytes.Write([value]);

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(sizeof(uint)), value);
        _bytes.Advance(sizeof(uint));
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(sizeof(ulong)), value);
        _bytes.Advance(sizeof(ulong));
    }

    /// <summary>A length (u16) and that many bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(sizeof(ushort)), checked((ushort)value.Length));
        _bytes.Advance(sizeof(ushort));
        _bytes.Write(value);
    }

    /// <summary>A length (u16) and UTF-8.</summary>
    public void Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));
}
