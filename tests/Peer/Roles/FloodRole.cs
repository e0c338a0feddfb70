using Bus.Testing.Raw;
using Google.Protobuf;

namespace Bus.Peer.Roles;

internal sealed class FloodRole(int count, int length) : IPeerRole
{
    private volatile int _sent;

    public string Summary => $"sent {_sent}";

    public void OnLink(RawLink link)
    {
        while (_sent < count && link.SendPatiently(NumberedPayload.Create(_sent, length)))
            _sent++;
    }

    public void OnPayload(RawLink link, ByteString payload)
    {
    }
}
