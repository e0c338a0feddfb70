using Bus.Testing.Raw;
using Google.Protobuf;

namespace Bus.Peer.Roles;

/// <summary>What the peer does with a link.</summary>
internal interface IPeerRole
{
    /// <summary>The link is up. Called on a thread of its own.</summary>
    void OnLink(RawLink link);

    /// <summary>Something has arrived. Called on the link's reader thread.</summary>
    void OnPayload(RawLink link, ByteString payload);

    /// <summary>What there is to say at the link's end.</summary>
    string Summary { get; }
}
