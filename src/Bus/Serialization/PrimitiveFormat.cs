using System.Buffers;
using System.Text;
using Akka.Remote.Serialization;

namespace Bus.Serialization;

/// <summary>Strings, <see cref="int"/> and <see cref="long"/>, as Akka.Remote's own serializer for these writes them.</summary>
internal sealed class PrimitiveFormat(PrimitiveSerializers serializer) : PayloadFormat(serializer)
{
    /// <summary>A UTF-16 code unit becomes at most three bytes of UTF-8.</summary>
    private const int BytesPerChar = 3;

    /// <summary>So that a writer is never asked for more than 24 KiB at once, however long a string is.</summary>
    private const int CharsAtOnce = 8192;

    public override void Write(object? message, IBufferWriter<byte> writer)
    {
        switch (message)
        {
            case string text:
                Write(text, writer);
                break;
            case int number:
                BitConverter.TryWriteBytes(writer.GetSpan(sizeof(int)), number);
                writer.Advance(sizeof(int));
                break;
            case long number:
                BitConverter.TryWriteBytes(writer.GetSpan(sizeof(long)), number);
                writer.Advance(sizeof(long));
                break;
            default:
                // It was bound to a type that it can't serialize; let it say so.
                writer.Write(serializer.ToBinary(message));
                break;
        }
    }

    /// <remarks>
    /// The manifests are those of its setting <c>use-legacy-behavior</c>: off, on, and on with a peer on the .NET Framework.
    /// </remarks>
    public override object? Read(ReadOnlySpan<byte> bytes, string manifest) => manifest switch
    {
        "S" or "System.String, System.Private.CoreLib" or "System.String, mscorlib" => Encoding.UTF8.GetString(bytes),
        "I" or "System.Int32, System.Private.CoreLib" or "System.Int32, mscorlib" => BitConverter.ToInt32(bytes),
        "L" or "System.Int64, System.Private.CoreLib" or "System.Int64, mscorlib" => BitConverter.ToInt64(bytes),
        _ => serializer.FromBinary(bytes.ToArray(), manifest),
    };

    private static void Write(string text, IBufferWriter<byte> writer)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var count = Math.Min(rest.Length, CharsAtOnce);
            // A pair of surrogates is one character and must not be cut.
            if (count < rest.Length && char.IsHighSurrogate(rest[count - 1]))
                count--;
            writer.Advance(Encoding.UTF8.GetBytes(rest[..count], writer.GetSpan(count * BytesPerChar)));
            rest = rest[count..];
        }
    }
}
