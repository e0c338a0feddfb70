using Akka.Actor;
using Akka.Remote;
using Akka.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Processes;

/// <summary>
/// Remoting with a system in another process, which ends in order or by <c>SIGKILL</c>: the association ends at once, whoever watched is told,
/// and a new process at the same address is another incarnation.
/// </summary>
public sealed class PeerProcessSpec(ITestOutputHelper output) : IpcRemotingSpec(output, """
    akka.remote.watch-failure-detector {
      heartbeat-interval = 0.5 s
      acceptable-heartbeat-pause = 2 s
      expected-response-after = 1 s
      unreachable-nodes-reaper-interval = 0.5 s
    }
    """)
{
    private Address Far => Ground.Address("Far", Ground.FarPort);

    [Fact]
    public async Task An_actor_in_another_process_is_spoken_with_and_leaves_in_order()
    {
        using PeerProcess peer = await PeerProcess.Start(Ground, Ground.FarPort);
        IActorRef echo = await Echo();
        await WatchAsync(echo);
        for (int i = 0; i < 100; i++) echo.Tell(i);
        for (int i = 0; i < 100; i++) await ExpectMsgAsync(i);
        Assert.Equal(0, await peer.Stop());
        await ExpectTerminatedAsync(echo);
    }

    [Fact]
    public async Task A_process_that_is_killed_is_noticed_by_the_end_of_its_link()
    {
        using PeerProcess peer = await PeerProcess.Start(Ground, Ground.FarPort);
        await Echo();
        // The transport's own failure detector would need two minutes.
        TestProbe ends = Events<DisassociatedEvent>(Sys);
        await peer.Kill();
        Assert.Equal(Far, (await ends.ExpectMsgAsync<DisassociatedEvent>()).RemoteAddress);
    }

    [Fact]
    public async Task Whoever_watches_an_actor_of_a_killed_process_is_told()
    {
        using PeerProcess peer = await PeerProcess.Start(Ground, Ground.FarPort);
        IActorRef echo = await Echo();
        await WatchAsync(echo);
        await peer.Kill();
        await ExpectTerminatedAsync(echo);
    }

    [Fact]
    public async Task A_new_process_at_the_address_of_a_killed_one_is_another_incarnation()
    {
        IActorRef old;
        using (PeerProcess first = await PeerProcess.Start(Ground, Ground.FarPort))
        {
            old = await Echo();
            await first.Kill();
        }

        using PeerProcess second = await PeerProcess.Start(Ground, Ground.FarPort);
        TestProbe probe = CreateTestProbe();
        await AwaitAssertAsync(
            async () =>
            {
                // The address is gated for a second after the link has ended.
                Sys.ActorSelection(PathAt(Far, "user/echo")).Tell("by name", probe.Ref);
                await probe.ExpectMsgAsync("by name", TimeSpan.FromSeconds(1));
            },
            TestKitSettings.DefaultTimeout);

        TestProbe dropped = CreateTestProbe();
        old.Tell("by the old reference", dropped.Ref);
        await ExpectNothingBefore(
            dropped, fence => Sys.ActorSelection(PathAt(Far, "user/echo")).Tell(fence, dropped.Ref));
        Assert.Equal(0, await second.Stop());
    }

    private Task<IActorRef> Echo() =>
        Sys.ActorSelection(PathAt(Far, "user/echo")).ResolveOne(TestKitSettings.DefaultTimeout);
}
