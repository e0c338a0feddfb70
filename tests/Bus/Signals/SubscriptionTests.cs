using Akka.Actor;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Tests.Signals;

/// <summary>Signals that come as messages.</summary>
public sealed class SubscriptionTests : SignalTests
{
    [Fact]
    public async Task Signals_of_a_kind_that_is_subscribed_to_come_as_messages_and_end_nothing()
    {
        var peer = await StartSignalPeer(subscriptions: [BusSignal.User1, BusSignal.HangUp, BusSignal.Continue]);
        peer.Get(Signal.User1);
        Assert.Equal("got User1", await peer.NextLine());
        peer.Get(Signal.HangUp);
        Assert.Equal("got HangUp", await peer.NextLine());
        peer.Get(Signal.Continue);
        Assert.Equal("got Continue", await peer.NextLine());
        peer.Get(Signal.User1);
        Assert.Equal("got User1", await peer.NextLine());
    }

    [Fact]
    public async Task A_signal_that_shuts_down_no_more_can_be_subscribed_to()
    {
        var peer = await StartSignalPeer("leave", "bus.signals.shutdown-on = [SIGINT]", BusSignal.Terminate);
        peer.Get(Signal.Terminate);
        Assert.Equal("got Terminate", await peer.NextLine());
        peer.Get(Signal.Interrupt);
        await peer.Says("terminated");
        Assert.Equal(7, await peer.Ended());
    }

    [Theory]
    [InlineData(BusSignal.Kill, "the kernel lets no process handle it")]
    [InlineData(BusSignal.Stop, "the kernel lets no process handle it")]
    [InlineData(BusSignal.Terminate, "bus.signals.shutdown-on")]
    [InlineData((BusSignal)11, "does not know signal 11")]
    public void What_cannot_be_handled_is_refused(BusSignal signal, string why)
    {
        var bus = MessageBus.Get(Start("Near").System);
        var refusal = Assert.Throws<SignalException>(() => bus.SubscribeSignal(signal, ActorRefs.Nobody));
        Assert.Contains(why, refusal.Message);
    }
}
