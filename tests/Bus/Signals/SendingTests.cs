using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Tests.Signals;

/// <summary>Signals to peers.</summary>
public sealed class SendingTests : SignalTests
{
    [Fact]
    public async Task A_peer_gets_what_it_is_sent()
    {
        var near = Start("Near");
        var peer = await StartSignalPeer(subscriptions: BusSignal.User2);
        MessageBus.Get(near.System).Signal(await IsUp(near, peer), BusSignal.User2);
        Assert.Equal("got User2", await peer.NextLine());
    }

    [Fact]
    public async Task A_peer_that_is_killed_cannot_be_sent_anything()
    {
        var near = Start("Near");
        var gone = near.Published<PeerDown>();
        var peer = await StartSignalPeer();
        var known = await IsUp(near, peer);
        MessageBus.Get(near.System).Signal(known, BusSignal.Kill);
        Assert.Equal(128 + Signal.Kill.Number, await peer.Ended());
        await Eventually.True("the peer is down", () => !gone.IsEmpty);
        var refusal = Assert.Throws<SignalException>(() => MessageBus.Get(near.System).Signal(known, BusSignal.User1));
        Assert.Contains("no longer on the bus", refusal.Message);
    }

    [Fact]
    public void A_process_that_is_not_on_the_bus_is_left_alone()
    {
        var near = Start("Near");
        // The process lives, but the peer is none: as if its number had gone to another.
        var stranger = new BusPeer(near.Address, Environment.ProcessId, Bus.Transports.Interop.UserOfThisProcess.Id, "0123456789abcdef");
        var refusal = Assert.Throws<SignalException>(() => MessageBus.Get(near.System).Signal(stranger, BusSignal.Kill));
        Assert.Contains("no longer on the bus", refusal.Message);
    }

    [Fact]
    public void Another_users_peer_is_left_alone()
    {
        var near = Start("Near");
        var other = new BusPeer(near.Address, Environment.ProcessId, 12_345, "0123456789abcdef");
        var refusal = Assert.Throws<SignalException>(() => MessageBus.Get(near.System).Signal(other, BusSignal.Kill));
        Assert.Contains("user 12345", refusal.Message);
    }
}
