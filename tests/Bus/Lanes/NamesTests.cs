using System.Runtime.CompilerServices;
using Akka.Actor;
using Bus.Testing;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>What the two sides remember of each other's actors: bounded, right, and not longer than the actors live.</summary>
public sealed class NamesTests : LaneTests
{
    private const string Few = "bus.lanes.maximum-names = 16";

    [Fact]
    public async Task Thousands_of_actors_share_sixteen_numbers()
    {
        const int Actors = 1000;
        const int Rounds = 5;
        const int Threads = 4;
        var near = Start("Near", Few);
        var far = Start("Far", Few);
        var (toFar, atFar) = Population(near, far, Actors);
        var (toNear, atNear) = Population(far, near, Actors);
        await Task.WhenAll(
            Talk(near.System, toFar, Threads, Rounds),
            Talk(far.System, toNear, Threads, Rounds));
        const int All = 2 * Actors * Rounds * Threads;
        await Eventually.True("all have arrived", () => atFar.Right + atFar.Wrong + atNear.Right + atNear.Wrong == All);
        Assert.Equal((0, 0), (atFar.Wrong, atNear.Wrong));
        Assert.Equal(16, near.PeerAt(far).NamesCount);
        Assert.Equal(16, far.PeerAt(near).NamesCount);
    }

    [Fact]
    public async Task The_smaller_side_s_number_of_names_counts()
    {
        var near = Start("Near");
        var far = Start("Far", Few);
        var (targets, log) = Population(near, far, 50);
        await Talk(near.System, targets, threads: 2, rounds: 3);
        await Eventually.True("all have arrived", () => log.Right == 50 * 2 * 3);
        Assert.Equal(16, near.PeerAt(far).NamesCount);
    }

    [Fact]
    public async Task An_actor_that_has_stopped_is_forgotten_by_both_sides()
    {
        var near = Start("Near");
        var far = Start("Far");
        var (recipient, sender) = await SpeakAndStop(near, far);
        var (targets, log) = Population(near, far, 300);
        await Talk(near.System, targets, threads: 1, rounds: 3);
        await Eventually.True("all have arrived", () => log.Right == 300 * 3);
        await Eventually.True("both are garbage", () =>
        {
            GC.Collect();
            return !recipient.IsAlive && !sender.IsAlive;
        });
    }

    /// <summary>In a method of its own, so that nothing of it stays on the stack.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Recipient, WeakReference Sender)> SpeakAndStop(LaneNode near, LaneNode far)
    {
        var recording = new Recording();
        var recipient = far.System.ActorOf(Props.Create(() => new RecordingActor(recording)));
        var sender = Flood.Senders(near.System, 1)[0];
        var target = near.Find(far, recipient);
        for (var i = 0; i < 10; i++)
            target.Tell(i, sender);
        await Eventually.True("all have arrived", () => recording.Messages.Count == 10);
        await Task.WhenAll(recipient.GracefulStop(Eventually.Patience), sender.GracefulStop(Eventually.Patience));
        return (new WeakReference(recipient), new WeakReference(sender));
    }

    /// <summary>Actors that know which messages are for them.</summary>
    private static (IReadOnlyList<IActorRef> Refs, AddresseeLog Log) Population(LaneNode from, LaneNode on, int count)
    {
        var log = new AddresseeLog();
        var props = Props.Create(() => new AddresseeActor(log));
        return ([.. Enumerable.Range(0, count).Select(_ => from.Find(on, on.System.ActorOf(props)))], log);
    }

    /// <summary>From several threads, each of many senders of its own; every message says who has sent it and for whom it is.</summary>
    private static Task Talk(ActorSystem system, IReadOnlyList<IActorRef> targets, int threads, int rounds) =>
        Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Flood.Senders(system, 20)).Select(senders => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < rounds; round++)
                {
                    for (var i = 0; i < targets.Count; i++)
                    {
                        var sender = senders[i % senders.Count];
                        targets[i].Tell($"{sender.Path.Name} {targets[i].Path.Name}", sender);
                    }
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
}
