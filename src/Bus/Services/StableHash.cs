using System.Globalization;
using System.Text;
using Akka.Routing;

namespace Bus.Services;

/// <summary>
/// Hashes that are the same in every process, today and tomorrow, which <see cref="object.GetHashCode"/> is not. A change of them moves keys while versions
/// are mixed.
/// </summary>
internal static class StableHash
{
    /// <summary>Of a text's UTF-8.</summary>
    public static ulong Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>FNV-1a of 64 bits, and then mixed: FNV alone leaves the last bytes in the low bits.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var one in bytes)
            hash = (hash ^ one) * 0x100000001b3;
        return Mix(hash);
    }

    /// <summary>The finalizer of SplitMix64: a bijection in which every bit depends on every bit.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    /// <summary>
    /// Of a key: texts and arrays of bytes as they are; numbers, dates and <see cref="Guid"/>s as the invariant culture writes them, so that <c>5</c> and
    /// <c>5L</c> are the same; all else as Akka serializes it.
    /// </summary>
    public static ulong OfKey(object key, Akka.Serialization.Serialization serialization) => key switch
    {
        string text => Of(text),
        byte[] bytes => Of(bytes),
        Guid or DateTime or DateTimeOffset or decimal => Of(((IFormattable)key).ToString(key is DateTime or DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture)),
        Enum named => Of(named.ToString("D")),
        IConvertible and IFormattable number => Of(((IFormattable)number).ToString(null, CultureInfo.InvariantCulture)),
        _ => Of(serialization.FindSerializerFor(key).ToBinary(key)),
    };

    /// <summary>The key of a message, looked for where Akka looks for it, in the same order; null if it has none.</summary>
    public static object? KeyOf(object message, ServiceUse use) =>
        use.HashKey?.Invoke(message) ?? (message as IConsistentHashable)?.ConsistentHashKey;
}
