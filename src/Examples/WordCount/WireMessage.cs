namespace Bus.Examples.WordCount;

/// <summary>What coordinator and workers say to each other. <see cref="WordCountSerializer"/> turns it into bytes and back.</summary>
/// <remarks>
/// A message knows the size that it is sent with, because the serializer makes an array of exactly that size: this is how the two
/// ends can count bytes without serializing anything twice.
/// </remarks>
internal abstract record WireMessage
{
    /// <summary>Bytes of the serialized message, without the envelope that Akka.Remote puts around it.</summary>
    public abstract int SerializedBytes { get; }

    /// <summary>Writes the message.</summary>
    /// <param name="destination">Has <see cref="SerializedBytes"/> bytes.</param>
    public abstract void WriteTo(Span<byte> destination);
}
