using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>What was told before a system is terminated is delivered. (Without lanes, Akka.Remote does not promise that.)</summary>
public sealed class ShutdownTests : LaneTests
{
    [Fact]
    public async Task Everything_told_before_the_end_arrives()
    {
        const int Count = 3000;
        var far = Start("Far");
        for (var i = 0; i < 5; i++)
        {
            var log = new SequenceLog();
            var name = far.System.ActorOf(Props.Create(() => new SequenceActor(log)), "sequence" + i).Path;
            var near = Start("Near");
            var target = near.Provider.ResolveActorRef(name.ToSerializationFormatWithAddress(far.Address));
            await Flood.Start(target, Flood.Senders(near.System, 3), Count);
            await near.Terminate();
            await Eventually.True("all have arrived", () => log.Received == 3 * Count);
            Assert.Equal(SequenceReport.Whole(3, Count), log.Report);
        }
    }

    [Fact]
    public async Task A_single_message_arrives_although_nothing_was_open()
    {
        var far = Start("Far");
        var log = new SequenceLog();
        far.Sequence(log);
        for (var i = 1; i <= 10; i++)
        {
            var near = Start("Near");
            near.Find(far.Address, "/user/sequence").Tell(0, Flood.Senders(near.System, 1)[0]);
            await near.Terminate();
            var due = i;
            await Eventually.True("it has arrived", () => log.Received == due);
        }
    }

    [Fact]
    public async Task Large_messages_and_what_waits_for_them_arrive()
    {
        var far = Start("Far", "bus.lanes.maximum-message-size = 8 MiB");
        int[] lengths = [3_000_000, 10, 2_000_000, 20, 4_000_000, 30];
        for (var i = 0; i < 5; i++)
        {
            var seen = new ConcurrentQueue<int>();
            var actor = far.System.ActorOf(Props.Create(() => new LengthActor(seen)));
            var near = Start("Near", "bus.lanes.maximum-message-size = 8 MiB");
            var target = near.Find(far, actor);
            var sender = Flood.Senders(near.System, 1)[0];
            foreach (var length in lengths)
                target.Tell(new byte[length], sender);
            await near.Terminate();
            await Eventually.True("all have arrived", () => seen.Count == lengths.Length);
            Assert.Equal(lengths, seen);
        }
    }

    [Fact]
    public async Task Messages_that_wait_for_a_change_of_lanes_arrive()
    {
        var far = Start("Far");
        for (var i = 0; i < 10; i++)
        {
            var log = new SequenceLog();
            var path = far.System.ActorOf(Props.Create(() => new SequenceActor(log))).Path.ToSerializationFormatWithAddress(far.Address);
            var near = Start("Near");
            var target = near.Provider.ResolveActorRef(path);
            var senders = Flood.Senders(near.System, 2);
            await Flood.Start(target, [senders[0]], 100);
            near.PeerAt(far).Close();
            await Flood.Start(target, [senders[1]], 100);
            await near.Terminate();
            await Eventually.True("all have arrived", () => log.Received == 200);
            Assert.Equal(SequenceReport.Whole(2, 100), log.Report);
        }
    }

    [Fact]
    public async Task Whoever_watches_an_actor_of_the_system_is_told_after_its_last_message()
    {
        var near = Start("Near");
        for (var i = 0; i < 10; i++)
        {
            var far = Start("Far");
            var echo = near.Find(far, far.Echo());
            var seen = new ConcurrentQueue<object>();
            var watcher = near.System.ActorOf(Props.Create(() => new ListeningActor(seen, echo)));
            var ready = await watcher.Ask<ActorIdentity>(new Identify(0), Eventually.Patience);
            Assert.NotNull(ready.Subject);
            for (var number = 0; number < 100; number++)
                echo.Tell(number, watcher);
            await Eventually.True("some answers are here", () => !seen.IsEmpty);
            await far.Terminate();
            await Eventually.True("the watcher is told", () => seen.LastOrDefault() is Terminated);
            var numbers = seen.OfType<int>().ToArray();
            Assert.Equal(Enumerable.Range(0, numbers.Length), numbers);
            Assert.Equal(numbers.Length + 1, seen.Count);
        }
    }
}
