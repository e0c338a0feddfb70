using System.Buffers.Binary;
using System.Text;

namespace Bus.Transports.Rendezvous;

/// <summary>Reads the fields of a record's body, which comes from another process.</summary>
internal ref struct BodyReader(ReadOnlySpan<byte> body)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = body;

    public byte Byte() => Next(1)[0];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Next(sizeof(ulong)));

    public ReadOnlySpan<byte> Bytes(int atMost)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort)));
        return length <= atMost
            ? Next(length)
            : throw new ProtocolViolationException($"A field of a record has {length} bytes; it may have {atMost}.");
    }

    public string Text(int atMost)
    {
        try
        {
            return StrictUtf8.GetString(Bytes(atMost));
        }
        catch (DecoderFallbackException)
        {
            throw new ProtocolViolationException("A text in a record is not UTF-8.");
        }
    }

    /// <summary>Nothing may follow the last field.</summary>
    public readonly void End()
    {
        if (_rest.Length > 0)
            throw new ProtocolViolationException($"{_rest.Length} bytes follow the last field of a record.");
    }

    private ReadOnlySpan<byte> Next(int count)
    {
        if (count > _rest.Length)
            throw new ProtocolViolationException($"A record ends {count - _rest.Length} bytes too early.");
        var next = _rest[..count];
        _rest = _rest[count..];
        return next;
    }
}
