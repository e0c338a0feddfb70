using System.Buffers;

namespace Bus.Serialization;

internal static class ArrayWriting
{
    /// <summary>Writes all of an array, without a copy if the writer can keep it.</summary>
    public static void WriteArray(this IBufferWriter<byte> writer, byte[] bytes)
    {
        if (writer is IArrayTaker taker)
            taker.Take(bytes);
        else
            writer.Write(bytes);
    }
}
