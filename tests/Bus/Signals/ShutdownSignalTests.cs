using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Tests.Signals;

/// <summary>A process that gets <c>SIGTERM</c> or <c>SIGINT</c> says goodbye.</summary>
public sealed class ShutdownSignalTests : SignalTests
{
    public static TheoryData<string> Requests => new(Signal.Terminate.Name, Signal.Interrupt.Name);

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Peers_see_a_shutdown_and_the_program_ends_with_its_own_code(string name)
    {
        var signal = name == Signal.Terminate.Name ? Signal.Terminate : Signal.Interrupt;
        var near = Start("Near");
        var gone = near.Published<PeerDown>();
        var peer = await StartSignalPeer();
        await IsUp(near, peer);

        peer.Get(signal);

        Assert.Equal($"shuts down: {name}", await peer.NextLine());
        Assert.Equal("terminated", await peer.NextLine());
        Assert.Equal(7, await peer.Ended());
        await Eventually.True("the peer is down", () => !gone.IsEmpty);
        Assert.Equal(PeerDownReason.ShutDown, gone.Single().Reason);
    }

    [Fact]
    public async Task A_program_that_does_not_end_by_itself_is_ended_as_a_shell_says_it()
    {
        var peer = await StartSignalPeer("stay", "bus.signals.exit-after = 0s");
        peer.Get(Signal.Terminate);
        await peer.Says("terminated");
        Assert.Equal(128 + Signal.Terminate.Number, await peer.Ended());
    }

    [Fact]
    public async Task A_second_signal_ends_a_shutdown_that_hangs()
    {
        // Longer than the test has patience for.
        var peer = await StartSignalPeer("hang", "akka.coordinated-shutdown.default-phase-timeout = 10 minutes");
        peer.Get(Signal.Terminate);
        await peer.Says("shuts down: SIGTERM");
        peer.Get(Signal.Interrupt);
        Assert.Equal(128 + Signal.Interrupt.Number, await peer.Ended());
    }

    [Fact]
    public async Task A_phase_that_hangs_is_given_up_after_its_time()
    {
        var peer = await StartSignalPeer("hang", "akka.coordinated-shutdown.default-phase-timeout = 100 ms");
        peer.Get(Signal.Terminate);
        await peer.Says("terminated");
        Assert.Equal(7, await peer.Ended());
    }

    [Fact]
    public async Task Signals_are_left_alone_if_the_settings_say_so()
    {
        var near = Start("Near");
        var gone = near.Published<PeerDown>();
        var peer = await StartSignalPeer(hocon: "bus.signals.shutdown-on = []");
        await IsUp(near, peer);
        peer.Get(Signal.Terminate);
        Assert.Equal(128 + Signal.Terminate.Number, await peer.Ended());
        await Eventually.True("the peer is down", () => !gone.IsEmpty);
        Assert.Equal(PeerDownReason.Crashed, gone.Single().Reason);
    }
}
