namespace Bus.Lanes;

/// <summary>A serializer and a manifest that the peer has named.</summary>
internal sealed record InboundType(int SerializerId, string Manifest);
