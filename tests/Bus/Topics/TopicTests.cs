using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Testing.Lanes;
using Bus.Testing.Processes;
using Bus.Tests.Lanes;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>What tests of topics in several processes have in common.</summary>
public abstract class TopicTests : LaneTests
{
    /// <summary>Nothing is dropped.</summary>
    protected const string NoDrops = "bus.lanes.overflow = buffer";

    /// <summary>A process that near knows of, and that knows of near: until then it cannot say what it wants.</summary>
    protected async Task<PeerProcess> StartPeer(LaneNode near, string name, string hocon = NoDrops)
    {
        var peer = await StartPeer(hocon, name: name);
        await MessageBus.Get(near.System).WhenPeerUp(name).WaitAsync(Eventually.Patience);
        await near.EchoAnswers(peer.Address!);
        await Until(() => Tell<string>(near, peer, "peers"), peers => peers.Split(' ').Contains(near.Address.ToString()));
        return peer;
    }

    /// <summary>Waits until two processes know of each other.</summary>
    protected static async Task Know(LaneNode near, PeerProcess one, PeerProcess other)
    {
        await Until(() => Tell<string>(near, one, "peers"), peers => peers.Split(' ').Contains(other.Address!.ToString()));
        await Until(() => Tell<string>(near, other, "peers"), peers => peers.Split(' ').Contains(one.Address!.ToString()));
    }

    /// <summary>Has a process do something with topics, and fails if it cannot.</summary>
    protected static async Task Do(LaneNode near, PeerProcess peer, string command) => Assert.Equal("done", await Tell<string>(near, peer, command));

    /// <summary>Tells the actor of a process that does things with topics something.</summary>
    /// <returns>Its answer.</returns>
    protected static Task<T> Tell<T>(LaneNode near, PeerProcess peer, string command) =>
        near.Find(peer.Address!, "/user/topics").Ask<T>(command, Eventually.Patience);

    protected static Task<SequenceReport> Numbers(LaneNode near, PeerProcess peer, string subscriber) =>
        Tell<SequenceReport>(near, peer, $"numbers {subscriber}");

    protected static async Task<string[]> Texts(LaneNode near, PeerProcess peer, string subscriber) =>
        (await Tell<string>(near, peer, $"texts {subscriber}")).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Waits until a subscriber in a process has so many numbers, and fails if they are not all, once and in order.</summary>
    protected static async Task HasAll(LaneNode near, PeerProcess peer, string subscriber, int senders, int each)
    {
        var report = await Until(() => Numbers(near, peer, subscriber), seen => seen.Received >= senders * each);
        Assert.Equal(SequenceReport.Whole(senders, each), report);
    }

    /// <summary>Waits until a subscriber in a process has as many texts as are expected, and fails if they are others.</summary>
    protected static async Task HasTexts(LaneNode near, PeerProcess peer, string subscriber, params string[] expected)
    {
        var texts = await Until(() => Texts(near, peer, subscriber), seen => seen.Length >= expected.Length);
        Assert.Equal(expected.Order(), texts.Order());
    }

    /// <summary>A subscriber in this process.</summary>
    protected static (IActorRef Actor, SequenceLog Numbers, ConcurrentQueue<string> Texts) Subscriber(LaneNode node)
    {
        var numbers = new SequenceLog();
        var texts = new ConcurrentQueue<string>();
        return (node.System.ActorOf(Props.Create(() => new TopicSubscriber(numbers, texts))), numbers, texts);
    }

    /// <summary>Publishes 0, 1, 2, ... in the name of each sender, each on a thread of its own.</summary>
    protected static Task Publish(LaneNode node, string topic, IReadOnlyList<IActorRef> senders, int count) =>
        Task.WhenAll(senders.Select(sender => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < count; i++)
                    MessageBus.Get(node.System).Publish(topic, i, sender);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

    /// <summary>Asks again until that is enough, or patience is at its end.</summary>
    protected static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> enough)
    {
        using var timeout = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            var seen = await ask();
            if (enough(seen) || timeout.IsCancellationRequested)
                return seen;
            await Task.Delay(5);
        }
    }
}
