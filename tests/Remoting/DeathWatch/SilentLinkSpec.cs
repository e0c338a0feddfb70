using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Transport;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.DeathWatch;

/// <summary>
/// Death watch over a link that carries nothing for a while, or for ever. The first is the last test of Akka.NET's
/// <c>RemoteMessageLocalDeliverySpec</c>: a watch that was lost on the way is delivered again. The second is what its
/// <c>RemoteWatcherSpec</c> asks for: silence ends in <see cref="Terminated"/> and in quarantine.
/// </summary>
public sealed class SilentLinkSpec(ITestOutputHelper output) : TwoSystemsSpec(output, """
    akka.loglevel = DEBUG
    # With the provider of the Bus, silence alone ends nobody.
    bus.death-watch.also-heartbeat = on
    <transport>.applied-adapters = [trttl]
    akka.remote {
      resend-interval = 0.5 s
      watch-failure-detector {
        heartbeat-interval = 0.2 s
        acceptable-heartbeat-pause = 3 s
        expected-response-after = 0.5 s
        unreachable-nodes-reaper-interval = 0.2 s
      }
    }
    """)
{
    [Fact]
    public async Task A_watch_that_was_lost_on_the_way_is_delivered_again()
    {
        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        IActorRef echo = await Resolve(Sys, Far, "user/echo");

        await Throttle(Blackhole.Instance);
        await WatchAsync(echo);
        // It took the same way, so the watch is lost as well.
        await Assert.ThrowsAsync<AskTimeoutException>(() => echo.Ask("into the hole", TimeSpan.FromSeconds(0.5)));
        await Throttle(Unthrottled.Instance);

        echo.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(echo);
    }

    [Fact]
    public async Task A_peer_that_stays_silent_is_quarantined_and_its_actors_are_terminated()
    {
        TestProbe quarantined = Events<QuarantinedEvent>(Sys);
        Far.ActorOf(Props.Create<EchoActor>(), "first");
        Far.ActorOf(Props.Create<EchoActor>(), "second");
        IActorRef first = await Resolve(Sys, Far, "user/first");
        IActorRef second = await Resolve(Sys, Far, "user/second");
        // Only a peer whose incarnation is known can be quarantined, and its heartbeat tells which it is.
        await EventFilter.Debug(start: "Received first heartbeat rsp from").ExpectOneAsync(async () =>
        {
            await WatchAsync(first);
            await WatchAsync(second);
        });

        await Throttle(Blackhole.Instance);
        Terminated[] gone = [await ExpectMsgAsync<Terminated>(), await ExpectMsgAsync<Terminated>()];
        Assert.Equal([first, second], gone.Select(one => one.ActorRef).OrderBy(one => one.Path.ToString(), StringComparer.Ordinal));
        Assert.All(gone, one => Assert.True(one.AddressTerminated));
        QuarantinedEvent quarantine = await quarantined.ExpectMsgAsync<QuarantinedEvent>();
        Assert.Equal(AddressOf(Far), quarantine.Address);
        Assert.Equal(AddressUidExtension.Uid(Far), quarantine.Uid);
    }

    private async Task Throttle(ThrottleMode mode) => Assert.True(
        await Provider(Sys).Transport.ManagementCommand(
            new SetThrottle(AddressOf(Far), ThrottleTransportAdapter.Direction.Both, mode)));
}
