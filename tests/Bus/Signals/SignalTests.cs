using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Tests.Lanes;

namespace Bus.Tests.Signals;

/// <summary>What tests of signals have in common: a system of this process, and one in a process that may get signals.</summary>
public abstract class SignalTests : LaneTests
{
    /// <param name="ending">How it ends: leave, stay or hang.</param>
    /// <param name="hocon">Settings of its system.</param>
    /// <param name="subscriptions">The signals that it is told of.</param>
    protected async Task<PeerProcess> StartSignalPeer(string ending = "leave", string hocon = "", params BusSignal[] subscriptions) =>
        await Keep(PeerProcess.Start([
            "signals", "--directory", Folder, "--settings", hocon, "--ending", ending,
            .. subscriptions.SelectMany(signal => new[] { "--subscribe", signal.ToString() })])).Listening();

    /// <summary>Waits until a system of this process has seen it.</summary>
    protected static Task<BusPeer> IsUp(LaneNode near, PeerProcess peer) =>
        MessageBus.Get(near.System).WhenPeerUp(peer.Address!.ToString()).WaitAsync(Eventually.Patience);
}
