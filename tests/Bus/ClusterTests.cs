using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster;
using Bus.Testing;
using Bus.Testing.Lanes;
using Bus.Testing.Processes;
using Bus.Tests.Lanes.Actors;
using Bus.Tests.Topics;
using Xunit;

namespace Bus.Tests;

/// <summary>Akka.Cluster on one machine, over the bus: members join and are removed as ever, and what the bus does it does here too.</summary>
public sealed class ClusterTests : TopicTests
{
    private const string Name = "Cluster";
    private const int Count = 200;

    /// <summary>The cluster's own failure detector decides about its members, and is not to take long.</summary>
    private const string Clustered = NoDrops + """

        akka.actor.provider = "Bus.BusClusterActorRefProvider, Bus"
        akka.cluster {
          gossip-interval = 100 ms
          leader-actions-interval = 100 ms
          failure-detector { heartbeat-interval = 200 ms, acceptable-heartbeat-pause = 1 s, expected-response-after = 200 ms }
          run-coordinated-shutdown-when-down = off
        }
        """;

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task Members_join_speak_die_at_once_and_come_back(string lanes)
    {
        var settings = $"{Clustered}\nbus.lanes.enabled = {lanes}";
        var near = Start(Name, settings);
        var cluster = Cluster.Get(near.System);
        await cluster.JoinAsync(near.Address).WaitAsync(Eventually.Patience);
        settings += $"\nakka.cluster.seed-nodes = [\"{near.Address}\"]";

        var peer = await StartPeer(near, Name, settings);
        await HasMember(cluster, peer.Address!, MemberStatus.Up);
        await Do(near, peer, "subscribe s here.*");
        await Publish(near, "here.now", Flood.Senders(near.System, 1), Count);
        await HasAll(near, peer, "s", 1, Count);

        var seen = new ConcurrentQueue<object>();
        var echo = near.Find(peer.Address!, "/user/echo");
        near.System.ActorOf(Props.Create(() => new ListeningActor(seen, echo)));
        await near.EchoAnswers(peer.Address!);
        var port = peer.Address!.Port!.Value;
        peer.Kill();
        await Eventually.True("its actor is terminated", () => seen.Count == 1);
        Assert.IsType<Terminated>(seen.Single());
        // The bus knows; the cluster asks its own detector, and is told to remove it.
        await Eventually.True("it is unreachable", () => cluster.State.Unreachable.Any(member => member.Address == peer.Address));
        cluster.Down(peer.Address!);
        await Eventually.True("it is removed", () => cluster.State.Members.All(member => member.Address != peer.Address));

        PeerProcess again = await StartPeer(settings, port, Name);
        await HasMember(cluster, again.Address!, MemberStatus.Up);
        await near.EchoAnswers(again.Address!);
    }

    private static Task HasMember(Cluster cluster, Address address, MemberStatus status) => Eventually.True(
        $"{address} is {status}", () => cluster.State.Members.Any(member => member.Address == address && member.Status == status));
}
