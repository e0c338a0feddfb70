using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Tests.Lanes;
using Xunit;

namespace Bus.Tests.Peers;

/// <summary>Who is there, as systems in this process and in others see it.</summary>
public sealed class PeerDirectoryTests : LaneTests
{
    [Fact]
    public async Task Systems_that_start_know_each_other_without_a_word()
    {
        var first = Start("First");
        var ups = first.Published<PeerUp>();
        var second = Start("Second");
        var peer = await StartPeer(name: "Third");
        foreach (var node in new[] { first, second })
        {
            var bus = MessageBus.Get(node.System);
            var third = await bus.WhenPeerUp("Third").WaitAsync(Eventually.Patience);
            Assert.Equal((peer.Address, peer.Id), (third.Address, third.ProcessId));
            await Eventually.True("both others are there", () => bus.Peers.Count == 2);
        }

        await Eventually.True("both were published", () => ups.Count == 2);
        Assert.Equal(Environment.ProcessId, MessageBus.Get(first.System).Peer("Second").ProcessId);
    }

    [Fact]
    public async Task A_killed_process_has_crashed()
    {
        var near = Start("Near");
        var peer = await StartPeer();
        var known = await MessageBus.Get(near.System).WhenPeerUp("Peer").WaitAsync(Eventually.Patience);
        var downs = near.Published<PeerDown>();
        peer.Kill();
        await Eventually.True("it is gone", () => downs.Count == 1);
        Assert.Equal(new PeerDown(known, PeerDownReason.Crashed), downs.Single());
        Assert.Empty(MessageBus.Get(near.System).Peers);
    }

    /// <summary>As while the kernel takes the memory of a large process apart: nothing has ended yet but the process.</summary>
    [LifeSignFact]
    public async Task A_killed_process_is_gone_before_its_sockets_are()
    {
        var near = Start("Near");
        var other = Start("Other");
        var peer = await StartPeer();
        var downs = new List<IReadOnlyCollection<PeerDown>>();
        foreach (var node in new[] { near, other })
        {
            await MessageBus.Get(node.System).WhenPeerUp("Peer").WaitAsync(Eventually.Patience);
            await node.EchoAnswers(peer.Address!);
            downs.Add(node.Published<PeerDown>());
        }

        using var sockets = BorrowedSockets.TryOf(peer.Id)!;
        Assert.InRange(sockets.Count, 3, int.MaxValue);
        peer.Kill();
        await Eventually.True("all have heard of it", () => downs.All(heard => heard.Count == 1));
        Assert.All(downs, heard => Assert.Equal(PeerDownReason.Crashed, heard.Single().Reason));
    }

    [Fact]
    public async Task A_system_that_terminates_has_shut_down()
    {
        var near = Start("Near");
        var peer = await StartPeer();
        var known = await MessageBus.Get(near.System).WhenPeerUp("Peer").WaitAsync(Eventually.Patience);
        var downs = near.Published<PeerDown>();
        Assert.Equal(0, await peer.Leave());
        await Eventually.True("it is gone", () => downs.Count == 1);
        Assert.Equal(new PeerDown(known, PeerDownReason.ShutDown), downs.Single());
    }

    [Fact]
    public async Task A_restarted_process_is_another_incarnation()
    {
        const int Port = 4790;
        var near = Start("Near");
        var bus = MessageBus.Get(near.System);
        var events = near.Published<object>();
        var first = await StartPeer(port: Port);
        var before = await bus.WhenPeerUp("Peer").WaitAsync(Eventually.Patience);
        first.Kill();
        await first.Ended();
        await StartPeer(port: Port);
        await Eventually.True("the new one is there", () => bus.Peers.Any(peer => peer.Incarnation != before.Incarnation));
        var after = bus.Peer("Peer");
        Assert.Equal(before.Address, after.Address);
        Assert.Equal(
            [new PeerUp(before), new PeerDown(before, PeerDownReason.Crashed), new PeerUp(after)],
            events.Where(one => one is PeerUp or PeerDown));
    }

    [Fact]
    public async Task A_stopped_process_stays_up()
    {
        var near = Start("Near");
        var bus = MessageBus.Get(near.System);
        var peer = await StartPeer();
        await bus.WhenPeerUp("Peer").WaitAsync(Eventually.Patience);
        var downs = near.Published<PeerDown>();
        await peer.Stop();
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Single(bus.Peers);
        peer.Continue();
        await near.EchoAnswers(peer.Address!);
        Assert.Empty(downs);
    }

    [Fact]
    public async Task A_name_that_two_have_is_refused_and_both_are_named()
    {
        var near = Start("Near");
        var bus = MessageBus.Get(near.System);
        Assert.Contains("There are none", Assert.Throws<ArgumentException>(() => bus.Peer("Twin")).Message, StringComparison.Ordinal);
        var first = Start("Twin");
        var second = Start("Twin");
        await Eventually.True("both are there", () => bus.Peers.Count == 2);
        var problem = Assert.Throws<ArgumentException>(() => bus.Peer("Twin"));
        Assert.Contains(first.Address.ToString(), problem.Message, StringComparison.Ordinal);
        Assert.Contains(second.Address.ToString(), problem.Message, StringComparison.Ordinal);
        Assert.Equal(first.Address, bus.Peer(first.Address.ToString()).Address);
        Assert.Equal(second.Address, bus.Peer($"Twin@local:{second.Address.Port}").Address);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        var near = Start("Near");
        using var cancelling = new CancellationTokenSource();
        var waiting = MessageBus.Get(near.System).WhenPeerUp("Nobody", cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_knows_each_other_goes_on_when_the_directory_is_removed_or_closed(bool removed)
    {
        var first = Start("First");
        var second = Start("Second");
        second.Echo();
        var bus = MessageBus.Get(first.System);
        await bus.WhenPeerUp("Second").WaitAsync(Eventually.Patience);
        await first.EchoAnswers(second.Address);
        var warnings = first.Published<Akka.Event.Warning>();
        var downs = first.Published<PeerDown>();
        if (removed)
            Directory.Delete(Path.Combine(Folder, "local"), recursive: true);
        else
            File.SetUnixFileMode(Path.Combine(Folder, "local"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await bus.Subscribe("after.that", first.Echo()).WaitAsync(Eventually.Patience);
        await first.EchoAnswers(second.Address);
        Assert.Single(bus.Peers);
        if (removed)
            await Eventually.True("the log says so", () => warnings.Any(warning => warning.Message.ToString()!.Contains("was removed", StringComparison.Ordinal)));
        await second.Terminate();
        await Eventually.True("its shutdown is still seen", () => downs.Any(down => down.Reason == PeerDownReason.ShutDown));
        if (!removed)
            File.SetUnixFileMode(Path.Combine(Folder, "local"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Thirty_systems_all_know_each_other_and_leave()
    {
        const int Count = 30;
        var nodes = Enumerable.Range(0, Count).Select(i => Start($"System{i}")).ToArray();
        var buses = Array.ConvertAll(nodes, node => MessageBus.Get(node.System));
        await Eventually.True("all know all", () => buses.All(bus => bus.Peers.Count == Count - 1));
        await Task.WhenAll(nodes[1..].Select(node => node.System.Terminate()));
        await Eventually.True("the last one is alone", () => buses[0].Peers.Count == 0);
    }
}
