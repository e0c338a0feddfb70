using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Testing;
using Bus.Testing.Lanes;
using Bus.Tests.Lanes.Actors;
using Bus.Tests.Topics;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Tests;

/// <summary>The bus is the same over every mechanism, with lanes and without: a process comes, subscribes, publishes, and is killed.</summary>
public sealed class EveryMechanismTests : TopicTests
{
    private const int Count = 200;

    public static TheoryData<string, string> Ways()
    {
        var ways = new TheoryData<string, string>();
        foreach (var mechanism in MechanismRegistry.Names)
        {
            ways.Add(mechanism, "on");
            ways.Add(mechanism, "off");
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Topics_peers_and_death_watch_work(string mechanism, string lanes)
    {
        var settings = $"akka.remote.ipc {{ mechanism = {mechanism}, accept = [{mechanism}] }}\nbus.lanes.enabled = {lanes}\n{NoDrops}";
        var near = Start("Near", settings);
        var peer = await StartPeer(near, "Peer", settings);
        var here = Subscriber(near);
        await MessageBus.Get(near.System).Subscribe("there", here.Actor).WaitAsync(Eventually.Patience);
        await Do(near, peer, "subscribe s here.*");
        await Publish(near, "here.now", Flood.Senders(near.System, 1), Count);
        await HasAll(near, peer, "s", 1, Count);
        await Do(near, peer, $"publish there {Count}");
        await Eventually.True("all are here", () => here.Numbers.Received == Count);

        var seen = new ConcurrentQueue<object>();
        var echo = near.Find(peer.Address!, "/user/echo");
        near.System.ActorOf(Props.Create(() => new ListeningActor(seen, echo)));
        var downs = near.Published<PeerDown>();
        peer.Kill();
        await Eventually.True("it is gone", () => downs.Count == 1 && seen.Count == 1);
        Assert.Equal(PeerDownReason.Crashed, downs.Single().Reason);
        Assert.IsType<Terminated>(seen.Single());
    }
}
