using System.Text;

namespace Bus.Lanes;

/// <summary>A serializer and a manifest, which say together how a payload is read. One object for each pair in an actor system.</summary>
/// <param name="number">The number that stands for it on every lane, or -1 if there are too many.</param>
/// <param name="serializerId">The serializer's identifier.</param>
/// <param name="manifest">Its manifest, or "".</param>
internal sealed class MessageType(int number, int serializerId, string manifest)
{
    public int Number => number;

    public int SerializerId => serializerId;

    /// <summary>UTF-8.</summary>
    public byte[] Manifest { get; } = Encoding.UTF8.GetBytes(manifest);

    /// <summary>False if it is longer, or more deeply nested, than a peer takes.</summary>
    public bool IsSendable { get; } = Encoding.UTF8.GetByteCount(manifest) <= LaneFormat.MostTextBytes && LaneFormat.IsShallow(manifest);
}
