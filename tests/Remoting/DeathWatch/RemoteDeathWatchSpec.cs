using Akka.Actor;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.DeathWatch;

/// <summary>
/// Death watch between two systems that are well, as Akka.NET's documentation promises it and <c>RemotingSpec</c> and
/// <c>RemotingTerminatorSpecs</c> use it: exactly one <see cref="Terminated"/>, in order, for whoever watches, however the actor ended.
/// </summary>
/// <remarks>Watching what is not there is <see cref="UnreachablePeerSpec"/>, a link that goes silent <see cref="SilentLinkSpec"/>.</remarks>
public class RemoteDeathWatchSpec : TwoSystemsSpec
{
    public RemoteDeathWatchSpec(ITestOutputHelper output) : this(output, null)
    {
    }

    protected RemoteDeathWatchSpec(ITestOutputHelper output, string? mechanism) : base(output, mechanism: mechanism)
    {
        Far.ActorOf(Props.Create(() => new FamilyActor()), "watched");
    }

    [Fact]
    public async Task A_remote_actor_that_stops_is_reported()
    {
        IActorRef watched = await Resolve(Sys, Far, "user/watched");
        await WatchThere(watched);
        watched.Tell(PoisonPill.Instance);
        Terminated gone = await ExpectTerminatedAsync(watched);
        Assert.True(gone.ExistenceConfirmed);
        Assert.False(gone.AddressTerminated);
    }

    [Fact]
    public async Task An_actor_that_its_own_system_stops_is_reported()
    {
        IActorRef watched = await Resolve(Sys, Far, "user/watched");
        await WatchAsync(watched);
        Far.Stop(Provider(Far).ResolveActorRef(watched.Path));
        await ExpectTerminatedAsync(watched);
    }

    [Fact]
    public async Task An_actor_that_had_stopped_before_is_reported_at_once()
    {
        IActorRef watched = await Resolve(Sys, Far, "user/watched");
        await WatchAsync(watched);
        watched.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(watched);

        TestProbe late = CreateTestProbe();
        await late.WatchAsync(watched);
        Assert.False((await late.ExpectTerminatedAsync(watched)).ExistenceConfirmed);
    }

    [Fact]
    public async Task An_actor_that_never_was_is_reported()
    {
        IActorRef never = Provider(Sys).ResolveActorRef(PathAt(AddressOf(Far), "user/never"));
        await WatchAsync(never);
        Assert.False((await ExpectTerminatedAsync(never)).ExistenceConfirmed);
    }

    [Fact]
    public async Task Whoever_no_longer_watches_is_told_nothing()
    {
        IActorRef watched = await Resolve(Sys, Far, "user/watched");
        TestProbe fickle = CreateTestProbe();
        await fickle.WatchAsync(watched);
        await fickle.UnwatchAsync(watched);
        await WatchAsync(watched);
        watched.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(watched);

        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        IActorRef echo = await Resolve(Sys, Far, "user/echo");
        await ExpectNothingBefore(fickle, fence => echo.Tell(fence, fickle.Ref));
    }

    [Fact]
    public async Task All_who_watch_are_told_once()
    {
        IActorRef watched = await Resolve(Sys, Far, "user/watched");
        TestProbe[] probes = [.. Enumerable.Range(0, 5).Select(_ => CreateTestProbe())];
        foreach (TestProbe probe in probes)
        {
            await probe.WatchAsync(watched);
            await probe.WatchAsync(watched);
        }

        watched.Tell(PoisonPill.Instance);
        foreach (TestProbe probe in probes) await probe.ExpectTerminatedAsync(watched);

        Far.ActorOf(Props.Create<EchoActor>(), "echo");
        IActorRef echo = await Resolve(Sys, Far, "user/echo");
        foreach (TestProbe probe in probes) await ExpectNothingBefore(probe, fence => echo.Tell(fence, probe.Ref));
    }

    [Fact]
    public async Task The_news_comes_after_the_last_words()
    {
        IActorRef watched = await Resolve(Sys, Far, "user/watched");
        await WatchAsync(watched);
        for (int i = 0; i < 500; i++) watched.Tell(i);
        watched.Tell(PoisonPill.Instance);
        for (int i = 0; i < 500; i++) await ExpectMsgAsync(i);
        await ExpectTerminatedAsync(watched);
    }

    [Fact]
    public async Task Watching_works_in_both_directions_at_once()
    {
        IActorRef there = await Resolve(Sys, Far, "user/watched");
        Sys.ActorOf(Props.Create(() => new FamilyActor()), "watched");
        IActorRef here = await Resolve(Far, Sys, "user/watched");
        TestProbe farProbe = CreateTestProbe(Far);
        await WatchAsync(there);
        await farProbe.WatchAsync(here);
        here.Tell(PoisonPill.Instance);
        there.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(there);
        await farProbe.ExpectTerminatedAsync(here);
    }

    [Fact]
    public async Task A_system_that_terminates_reports_all_its_actors()
    {
        IActorRef watched = await Resolve(Sys, Far, "user/watched");
        watched.Tell(new MakeChild("child"));
        IActorRef child = await ExpectMsgAsync<IActorRef>();
        await WatchThere(watched);
        await WatchThere(child);
        await Terminate(Far);
        Terminated[] gone = [await ExpectMsgAsync<Terminated>(), await ExpectMsgAsync<Terminated>()];
        Assert.Equal([watched, child], gone.Select(one => one.ActorRef).OrderBy(one => one.Path.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_watcher_that_does_not_handle_the_news_fails_of_it()
    {
        IActorRef watched = await Resolve(Sys, Far, "user/watched");
        IActorRef careless = Sys.ActorOf(Props.Create(() => new CarelessActor(watched)), "careless");
        careless.Tell("watch");
        await ExpectMsgAsync("watching");
        await WatchAsync(careless);
        await EventFilter.Exception<DeathPactException>().ExpectOneAsync(async () =>
        {
            watched.Tell(PoisonPill.Instance);
            await ExpectTerminatedAsync(careless);
        });
    }
}
