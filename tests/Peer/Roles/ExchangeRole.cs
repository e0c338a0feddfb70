using Bus.Testing.Raw;
using Google.Protobuf;

namespace Bus.Peer.Roles;

internal sealed class ExchangeRole(int count, int length) : IPeerRole
{
    private readonly FloodRole _flood = new(count, length);
    private readonly SinkRole _sink = new();

    public string Summary => $"{_flood.Summary}, {_sink.Summary}";

    public void OnLink(RawLink link) => _flood.OnLink(link);

    public void OnPayload(RawLink link, ByteString payload) => _sink.OnPayload(link, payload);
}
