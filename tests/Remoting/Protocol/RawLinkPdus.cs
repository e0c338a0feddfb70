using Bus.Testing.Raw;
using Google.Protobuf;

namespace Bus.Remoting.Tests.Protocol;

/// <summary>Akka's protocol, spoken by hand over a <see cref="RawLink"/>.</summary>
public static class RawLinkPdus
{
    /// <summary>The next protocol unit that the other side sends.</summary>
    public static async Task<AkkaPdu> Next(this RawLink link) => AkkaPdu.Read(await link.NextBytes());

    /// <summary>The next protocol unit that is no heartbeat.</summary>
    public static async Task<AkkaPdu> NextButHeartbeats(this RawLink link)
    {
        AkkaPdu pdu = await link.Next();
        while (pdu.Kind == AkkaPduKind.Heartbeat) pdu = await link.Next();
        return pdu;
    }

    /// <summary>All that the other side still sends until it closes the link.</summary>
    public static async Task<List<AkkaPdu>> Rest(this RawLink link)
    {
        List<AkkaPdu> rest = [];
        await link.Closed();
        await foreach (ByteString bytes in link.Received.ReadAllAsync()) rest.Add(AkkaPdu.Read(bytes));
        return rest;
    }
}
