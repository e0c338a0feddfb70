using Akka.Actor;
using Akka.Remote.Transport;
using Bus.Testing;
using Bus.Testing.Raw;
using Bus.Transports;
using Google.Protobuf;
using Xunit;

namespace Bus.Conformance.Tests;

/// <content>Listening, and how a link comes about or does not.</content>
public abstract partial class MechanismConformance
{
    [Fact]
    public async Task Who_listens_is_found_in_the_directory()
    {
        var b = await ListenB();
        Assert.Equal(("ipc", "B", "local"), (b.Local.Protocol, b.Local.System, b.Local.Host));
        Assert.InRange(b.Local.Port!.Value, 1, 65535);
        var folder = Path.Combine(_directory.Path, "local");
        Assert.Equal(
            [Path.Combine(folder, $"{Text(b.Local.Port.Value)}.lock"), Path.Combine(folder, $"{Text(b.Local.Port.Value)}.sock")],
            Directory.GetFiles(folder).Order());
    }

    [Fact]
    public async Task An_address_has_one_owner()
    {
        var b = await ListenB();
        var taken = await Assert.ThrowsAsync<RendezvousException>(() => RawPeer.Listen(_systemA, Section(b.Local.Port!.Value)));
        Assert.Contains($"Port {b.Local.Port} of host local", taken.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} (system B", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_sides_of_a_link_know_each_others_address()
    {
        var (a, b) = (await ListenA(), await ListenB());
        var (near, far) = await Link(a, b);
        Assert.Equal((a.Local, b.Local), (near.Handle.LocalAddress, near.Handle.RemoteAddress));
        Assert.Equal((b.Local, a.Local), (far.Handle.LocalAddress, far.Handle.RemoteAddress));
    }

    [Fact]
    public async Task Dialling_where_nobody_listens_fails_at_once_and_says_why()
    {
        // If the dial waited for the timeout, so would the test, in vain.
        var a = await ListenA("connection-timeout = 5 m");
        var nobody = new Address("ipc", "Nobody", "local", 4711);
        var failure = await Assert.ThrowsAsync<InvalidAssociationException>(() => a.Dial(nobody));
        Assert.Contains("Nobody listens at ipc://Nobody@local:4711", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dialling_a_process_that_was_killed_fails_at_once_and_says_why()
    {
        var a = await ListenA("connection-timeout = 5 m");
        var peer = await StartPeer("echo");
        peer.Kill();
        await peer.Ended();
        var failure = await Assert.ThrowsAsync<InvalidAssociationException>(() => a.Dial(peer.Address!));
        Assert.Contains($"Nobody listens at {peer.Address}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ipc://B")]
    [InlineData("ipc://B@local:0")]
    public async Task Dialling_what_is_no_address_is_a_faulted_task(string text)
    {
        var a = await ListenA();
        var association = a.Transport.Associate(Address.Parse(text));
        var failure = await Assert.ThrowsAsync<InvalidAssociationException>(() => association.WaitAsync(Eventually.Patience));
        Assert.Contains("no port from 1 to 65535", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_dialled_by_a_wrong_name_refuses()
    {
        var (a, b) = (await ListenA(), await ListenB());
        var failure = await Assert.ThrowsAsync<InvalidAssociationException>(() => a.Dial(b.Local.WithSystem("C")));
        Assert.Contains($"{b.Local} listens here", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mechanism_that_the_listener_does_not_accept_is_refused()
    {
        var other = Mechanism == "unix" ? "seqpacket" : "unix";
        var (a, b) = (await ListenA(), await ListenB($"mechanism = {other}"));
        var failure = await Assert.ThrowsAsync<InvalidAssociationException>(() => a.Dial(b.Local));
        Assert.Contains($"it accepts {other} (akka.remote.ipc.accept)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crossed_dials_make_two_links_that_are_not_mixed_up()
    {
        var (a, b) = (await ListenA(), await ListenB());
        var dials = await Task.WhenAll(a.Dial(b.Local), b.Dial(a.Local));
        var (atB, atA) = (await b.Accept(), await a.Accept());
        for (var i = 0; i < 100; i++)
        {
            dials[0].Send(ByteString.CopyFromUtf8($"A's {i}"));
            dials[1].Send(ByteString.CopyFromUtf8($"B's {i}"));
            Assert.Equal($"A's {i}", (await atB.NextBytes()).ToStringUtf8());
            Assert.Equal($"B's {i}", (await atA.NextBytes()).ToStringUtf8());
        }

        dials[0].HangUp();
        await atB.Closed();
        dials[1].Send(ByteString.CopyFromUtf8("still there"));
        Assert.Equal("still there", (await atA.NextBytes()).ToStringUtf8());
        Assert.True(atA.IsOpen && dials[1].IsOpen);
    }
}
