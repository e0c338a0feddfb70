using Bus.Testing.Raw;
using Google.Protobuf;

namespace Bus.Peer.Roles;

internal sealed class EchoRole : IPeerRole
{
    private int _count;

    public string Summary => $"echoed {_count}";

    public void OnLink(RawLink link)
    {
    }

    public void OnPayload(RawLink link, ByteString payload)
    {
        if (link.SendPatiently(payload))
            _count++;
    }
}
