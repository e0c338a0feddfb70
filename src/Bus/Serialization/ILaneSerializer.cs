using System.Buffers;

namespace Bus.Serialization;

/// <summary>
/// A serializer that can also write straight into a lane and read straight from it, without an array in between. Implement it on
/// an <see cref="Akka.Serialization.Serializer"/>, which stays what everybody else uses: Akka.Remote's own pipeline, persistence, and
/// peers that have no lane.
/// </summary>
/// <remarks>
/// Both members are called by several threads at once. While they run, the ambient
/// <see cref="Akka.Serialization.Serialization.GetCurrentTransportInformation"/> names the actor system, as it does for any serializer.
/// </remarks>
public interface ILaneSerializer
{
    /// <summary>Writes exactly the bytes that <see cref="Akka.Serialization.Serializer.ToBinary"/> would give.</summary>
    /// <param name="message">What to write; never null.</param>
    /// <param name="writer">
    /// Where to; not to be kept. Small requests are cheapest: ask <see cref="IBufferWriter{T}.GetSpan"/> for no more at once than
    /// is needed.
    /// </param>
    /// <exception cref="Exception">Any: the message is then not sent, and what was written of it is forgotten.</exception>
    void Serialize(object message, IBufferWriter<byte> writer);

    /// <summary>Reads what <see cref="Serialize"/> or <see cref="Akka.Serialization.Serializer.ToBinary"/> wrote.</summary>
    /// <param name="bytes">The message's bytes, valid only during the call. A peer wrote them: they can be anything.</param>
    /// <param name="manifest">
    /// What <see cref="Akka.Serialization.SerializerWithStringManifest.Manifest"/> gave on the other side; the type's qualified name if
    /// only <see cref="Akka.Serialization.Serializer.IncludeManifest"/> is set; else an empty string.
    /// </param>
    /// <returns>The message.</returns>
    /// <exception cref="Exception">Any: the message is then logged and dropped, as with every serializer.</exception>
    object Deserialize(ReadOnlySpan<byte> bytes, string manifest);
}
