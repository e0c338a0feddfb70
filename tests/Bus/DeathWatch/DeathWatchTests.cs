using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Remote;
using Bus.Testing;
using Bus.Tests.Lanes;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.DeathWatch;

/// <summary><see cref="Terminated"/> when the process of a watched actor is killed: at once, once, behind its last words, and for no other reason.</summary>
public sealed class DeathWatchTests : LaneTests
{
    // Akka.Remote's own detector would need longer than the tests wait for what must be quick, and less than they wait for what must not be.
    private const string Impatient = """
        akka.remote.watch-failure-detector { heartbeat-interval = 100 ms, acceptable-heartbeat-pause = 1 s, expected-response-after = 200 ms, unreachable-nodes-reaper-interval = 100 ms }
        """;

    private static readonly TimeSpan LongerThanImpatient = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task A_killed_process_terminates_its_actors_for_all_who_watch(string lanes)
    {
        var settings = $"bus.lanes.enabled = {lanes}";
        var near = Start("Near", settings);
        var peer = await StartPeer(settings);
        await near.EchoAnswers(peer.Address!);
        var echo = near.Find(peer.Address!, "/user/echo");
        var watchers = Enumerable.Range(0, 10).Select(_ => Watch(near, echo)).ToArray();
        await IsWatching(near, watchers.Length);
        peer.Kill();
        await peer.Ended();
        await Eventually.True("all are told", () => watchers.All(seen => seen.Count == 1));
        // A second time would come soon after.
        await Task.Delay(300);
        Assert.All(watchers, seen => Assert.True(Assert.IsType<Terminated>(Assert.Single(seen)).AddressTerminated));
        await IsWatching(near, 0);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task The_news_comes_behind_everything_that_had_arrived(string lanes)
    {
        var settings = $"bus.lanes {{ enabled = {lanes}, overflow = buffer }}";
        var near = Start("Near", settings);
        var peer = await StartPeer(settings);
        await near.EchoAnswers(peer.Address!);
        var flood = near.Find(peer.Address!, "/user/flood");
        var seen = new ConcurrentQueue<object>();
        var listener = near.System.ActorOf(Props.Create(() => new ListeningActor(seen, flood)));
        await IsWatching(near, 1);
        flood.Tell($"{int.MaxValue} 1 {listener.Path.ToSerializationFormatWithAddress(near.Address)}", ActorRefs.NoSender);
        await Eventually.True("the flood is here", () => seen.Count > 1_000);
        peer.Kill();
        await peer.Ended();
        await Eventually.True("it is told", () => seen.Any(one => one is Terminated));
        await Task.Delay(300);
        Assert.IsType<Terminated>(seen.Last());
        Assert.Single(seen.OfType<Terminated>());
    }

    [Fact]
    public async Task A_stopped_process_is_not_dead()
    {
        var near = Start("Near", Impatient);
        var peer = await StartPeer();
        await near.EchoAnswers(peer.Address!);
        var seen = Watch(near, near.Find(peer.Address!, "/user/echo"));
        await IsWatching(near, 1);
        await peer.Stop();
        await Task.Delay(LongerThanImpatient);
        Assert.Empty(seen);
        peer.Continue();
        await near.EchoAnswers(peer.Address!);
        peer.Kill();
        await Eventually.True("now it is", () => seen.Count == 1);
    }

    [Fact]
    public async Task A_stopped_process_is_given_up_if_heartbeats_decide_too()
    {
        var near = Start("Near", Impatient + "\nbus.death-watch.also-heartbeat = on");
        var peer = await StartPeer();
        await near.EchoAnswers(peer.Address!);
        var seen = Watch(near, near.Find(peer.Address!, "/user/echo"));
        await IsWatching(near, 1);
        await peer.Stop();
        await Eventually.True("it is given up", () => seen.Count == 1);
        peer.Continue();
    }

    [Fact]
    public async Task A_system_that_shuts_down_terminates_its_actors()
    {
        var near = Start("Near");
        var peer = await StartPeer();
        await near.EchoAnswers(peer.Address!);
        var seen = Watch(near, near.Find(peer.Address!, "/user/echo"));
        // Without waiting for the watch to be known there.
        Assert.Equal(0, await peer.Leave());
        await Eventually.True("it is told", () => seen.Count == 1);
    }

    [Fact]
    public async Task A_process_that_comes_back_is_spoken_with_and_watched_at_once()
    {
        const int Port = 4791;
        var near = Start("Near");
        for (var i = 0; i < 3; i++)
        {
            var peer = await StartPeer(port: Port);
            await near.EchoAnswers(peer.Address!);
            var seen = Watch(near, await near.System.ActorSelection(peer.Address + "/user/echo").ResolveOne(Eventually.Patience));
            await IsWatching(near, 1);
            Assert.Empty(seen);
            peer.Kill();
            await Eventually.True("it is told", () => seen.Count == 1);
            await peer.Ended();
        }
    }

    [Fact]
    public async Task A_child_in_a_killed_process_is_reported_to_its_parent_which_may_make_it_again()
    {
        var near = Start("Near");
        var seen = new ConcurrentQueue<object>();
        var parent = near.System.ActorOf(Props.Create(() => new DeployingParent(seen)), "parent");
        for (var i = 0; i < 2; i++)
        {
            var peer = await StartPeer();
            await MessageBus.Get(near.System).WhenPeerUp(peer.Address!.ToString()).WaitAsync(Eventually.Patience);
            var child = await parent.Ask<IActorRef>(peer.Address, Eventually.Patience);
            Assert.Equal("hello", await child.Ask<string>("hello", Eventually.Patience));
            peer.Kill();
            await Eventually.True("the parent is told", () => seen.OfType<Terminated>().Any(gone => gone.ActorRef.Equals(child)));
        }
    }

    private static ConcurrentQueue<object> Watch(LaneNode near, IActorRef watched)
    {
        var seen = new ConcurrentQueue<object>();
        near.System.ActorOf(Props.Create(() => new ListeningActor(seen, watched)));
        return seen;
    }

    private static Task IsWatching(LaneNode node, int count) => Eventually.True($"{count} watches", () =>
        node.Provider.RemoteWatcher.Ask<RemoteWatcher.Stats>(RemoteWatcher.Stats.Empty, Eventually.Patience).GetAwaiter().GetResult().Watching == count);
}
