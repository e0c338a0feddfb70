using Bus.Testing.Raw;
using Google.Protobuf;

namespace Bus.Peer.Roles;

internal sealed class SinkRole : IPeerRole
{
    private readonly NumberedSequence _sequence = new();

    public string Summary => _sequence.ToString();

    public void OnLink(RawLink link)
    {
    }

    public void OnPayload(RawLink link, ByteString payload) => _sequence.Check(payload);
}
