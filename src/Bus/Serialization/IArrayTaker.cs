using System.Buffers;

namespace Bus.Serialization;

/// <summary>A writer that can keep an array that a serializer has made, which may be large, or has at hand for many.</summary>
internal interface IArrayTaker : IBufferWriter<byte>
{
    /// <summary>Writes all of an array. It may be kept, and must not be changed any more.</summary>
    void Take(byte[] bytes);
}
