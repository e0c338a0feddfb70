using Bus.Lanes;
using Bus.Transports;

namespace Bus.Delivery;

/// <summary>A serializer and a manifest that the peer has named.</summary>
internal sealed record InboundType(int SerializerId, string Manifest)
{
    /// <exception cref="ProtocolViolationException">The manifest is nested too deeply to be looked at.</exception>
    public static InboundType Create(int serializerId, string manifest) => LaneFormat.IsShallow(manifest)
        ? new InboundType(serializerId, manifest)
        : throw new ProtocolViolationException($"The peer names a type with more than {LaneFormat.MostBrackets} brackets.");
}
