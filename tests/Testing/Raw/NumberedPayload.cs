using System.Buffers.Binary;
using Google.Protobuf;

namespace Bus.Testing.Raw;

/// <summary>
/// A payload that tells its place in a sequence, and whether every byte of it is right: its number (u32, little-endian), and then bytes
/// that follow from the number and their place.
/// </summary>
public static class NumberedPayload
{
    /// <summary>The shortest that can be checked.</summary>
    public const int SmallestLength = sizeof(uint);

    /// <summary>Makes one.</summary>
    public static ByteString Create(int number, int length)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)number);
        for (var i = SmallestLength; i < length; i++)
            bytes[i] = Pattern(number, i);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Null if it is the one with this number and whole, otherwise what is wrong.</summary>
    public static string? Problem(ReadOnlySpan<byte> payload, int number)
    {
        if (payload.Length < SmallestLength)
            return $"a payload of {payload.Length} bytes came in place of number {number}";
        if (BinaryPrimitives.ReadUInt32LittleEndian(payload) is var came && came != (uint)number)
            return $"number {came} came in place of {number}";
        for (var i = SmallestLength; i < payload.Length; i++)
        {
            if (payload[i] != Pattern(number, i))
                return $"byte {i} of number {number} is {payload[i]} and not {Pattern(number, i)}";
        }

        return null;
    }

    private static byte Pattern(int number, int i) => unchecked((byte)((number * 31) + i + (i >> 8)));
}
