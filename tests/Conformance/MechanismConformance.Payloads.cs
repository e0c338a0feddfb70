using Akka.Actor;
using Akka.Event;
using Bus.Testing;
using Bus.Testing.Raw;
using Bus.Transports.Links;
using Bus.Transports.Remoting;
using Google.Protobuf;
using Xunit;

namespace Bus.Conformance.Tests;

/// <content>What goes in at one end comes out at the other.</content>
public abstract partial class MechanismConformance
{
    private const int Maximum = 128_000 + IpcSettings.ProtocolSlack;

    [Fact]
    public async Task Payloads_go_both_ways_in_order()
    {
        var a = await ListenA();
        var peer = await StartPeer("echo");
        var link = await a.Dial(peer.Address!);
        for (var i = 0; i < 1000; i++)
            link.Send(NumberedPayload.Create(i, 4 + (i % 300)));
        for (var i = 0; i < 1000; i++)
        {
            var echo = await link.NextBytes();
            Assert.Null(NumberedPayload.Problem(echo.Span, i));
            Assert.Equal(4 + (i % 300), echo.Length);
        }
    }

    [Fact]
    public async Task Any_length_arrives_as_it_was_sent()
    {
        var block = BlockBytes;
        int[] lengths =
        [
            0, 1, 2, 0, 0, NumberedPayload.SmallestLength,
            block - FrameFormat.HeaderBytes - 1, block - FrameFormat.HeaderBytes, block - FrameFormat.HeaderBytes + 1,
            block - 1, block, block + 1, 0, (2 * block) - 1, 2 * block, (2 * block) + 1, Maximum - 1, Maximum, 1,
        ];
        var a = await ListenA();
        var peer = await StartPeer("echo");
        var link = await a.Dial(peer.Address!);
        var sent = lengths.Where(length => length <= Maximum).Select(Payload).ToArray();
        foreach (var payload in sent)
            Assert.True(link.SendPatiently(payload));
        foreach (var payload in sent)
            Assert.Equal(payload, await link.NextBytes());
    }

    [Fact]
    public async Task What_is_too_long_is_reported_and_the_link_lives()
    {
        var inbox = Inbox.Create(_systemA);
        _systemA.EventStream.Subscribe(inbox.Receiver, typeof(Error));
        var (a, b) = (await ListenA(), await ListenB());
        var (near, far) = await Link(a, b);
        near.Send(Payload(Maximum + 1));
        near.Send(Payload(7));
        Assert.Equal(Payload(7), await far.NextBytes());
        Assert.True(near.IsOpen && far.IsOpen);
        var report = ((Error)await inbox.ReceiveAsync(Eventually.Patience)).Message.ToString();
        Assert.Contains($"{Maximum + 1} bytes", report, StringComparison.Ordinal);
        Assert.Contains("maximum-frame-size", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_other_side_cannot_take_is_reported_and_the_link_lives()
    {
        var inbox = Inbox.Create(_systemA);
        _systemA.EventStream.Subscribe(inbox.Receiver, typeof(Error));
        var (a, b) = (await ListenA(), await ListenB("maximum-frame-size = 32000b"));
        var (near, far) = await Link(a, b);
        near.Send(Payload(32_000 + IpcSettings.ProtocolSlack + 1));
        near.Send(Payload(32_000 + IpcSettings.ProtocolSlack));
        Assert.Equal(Payload(32_000 + IpcSettings.ProtocolSlack), await far.NextBytes());
        var error = (Error)await inbox.ReceiveAsync(Eventually.Patience);
        Assert.Contains("32000 bytes there", error.Message.ToString(), StringComparison.Ordinal);
    }

    private static ByteString Payload(int length) =>
        length < NumberedPayload.SmallestLength ? ByteString.CopyFrom(new byte[length]) : NumberedPayload.Create(length, length);
}
