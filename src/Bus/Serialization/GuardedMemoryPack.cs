using Bus.Transports.Interop;
using Packer = MemoryPack.MemoryPackSerializer;

namespace Bus.Serialization;

/// <summary>Reads what an untrusted peer wrote, of types whose <see cref="MemoryPackShape"/> has no objection.</summary>
/// <remarks>
/// <para>
/// A string's payload begins with the complement of its length in bytes. MemoryPack adds 4 to the length before it compares it with what is
/// left; of the four largest lengths the sum is negative, passes, and 2 GiB are read from where far fewer are. Whether four bytes
/// are such a length only MemoryPack knows, so where there are any, it reads a copy behind which 2 GiB of zeros lie: no string can be that
/// long, which is an exception.
/// </para>
/// <para>
/// It multiplies an array's length by the size of an element without a check; the length is at most that of the payload, so a payload
/// that can't overflow the product is safe.
/// </para>
/// </remarks>
internal static class GuardedMemoryPack
{
    /// <summary>2 GiB, and the few bytes before them that are not part of the length.</summary>
    private const long LongestOverrun = (1L << 31) + 64;

    /// <summary>Copies up to this length share a thread's mapping; longer ones get one of their own.</summary>
    private const int SharedLength = 1 << 20;

    [ThreadStatic]
    private static MappedMemory? _shared;

    /// <returns>How many bytes the message took.</returns>
    public static int Read(Type type, ReadOnlySpan<byte> bytes, MemoryPackShape shape, ref object? message)
    {
        if (bytes.Length > int.MaxValue / shape.LargestElement)
            throw new InvalidDataException(
                $"a message with arrays of {shape.LargestElement} byte elements is read only up to " +
                $"{int.MaxValue / shape.LargestElement:N0} bytes, as MemoryPack does not notice it when larger lengths overflow; " +
                "send it in parts, or set bus.memorypack.trust-peers = on");
        return MayOverrun(bytes) ? ReadCopy(type, bytes, ref message) : Packer.Deserialize(type, bytes, ref message);
    }

    /// <summary>True if the little-endian int 0x80000000, or one of the next three, is anywhere in the payload.</summary>
    public static bool MayOverrun(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> upper = [0, 0, 0x80];
        for (var rest = bytes; rest.IndexOf(upper) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            if (at > 0 && rest[at - 1] <= 3)
                return true;
        }

        return false;
    }

    private static unsafe int ReadCopy(Type type, ReadOnlySpan<byte> bytes, ref object? message)
    {
        // Taken out of its place, so that a message within a message finds none there.
        var memory = bytes.Length <= SharedLength ? _shared : null;
        if (memory is not null)
            _shared = null;
        else
            memory = MappedMemory.Reserve(Math.Max(bytes.Length, SharedLength) + LongestOverrun);

        var keep = false;
        try
        {
            var copy = new Span<byte>(memory.Start, bytes.Length);
            bytes.CopyTo(copy);
            var consumed = Packer.Deserialize(type, copy, ref message);
            keep = bytes.Length <= SharedLength;
            return consumed;
        }
        finally
        {
            // An overrun leaves page tables behind.
            if (keep && _shared is null)
                _shared = memory;
            else
                memory.Dispose();
        }
    }
}
