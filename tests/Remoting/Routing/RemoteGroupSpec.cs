using Akka.Actor;
using Akka.Routing;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Routing;

/// <summary>
/// Groups whose routees are paths into other systems, by configuration and by code, and the kinds of routers whose choice depends on the
/// message: consistent hashing (Akka.NET's <c>RemoteConsistentHashingRouterSpec</c>), broadcast and first answer.
/// </summary>
public sealed class RemoteGroupSpec : TwoSystemsSpec
{
    private readonly ActorSystem _third;

    public RemoteGroupSpec(ITestOutputHelper output) : base(output, """
        akka.actor.deployment {
          /round-robin {
            router = round-robin-group
            routees.paths = ["<far>/user/one", "<far>/user/two", "/user/here"]
          }
          /hashing {
            router = consistent-hashing-group
            routees.paths = ["<far>/user/one", "<far>/user/two", "/user/here"]
            virtual-nodes-factor = 10
          }
          /hashing-pool {
            router = consistent-hashing-pool
            nr-of-instances = 3
            target.nodes = ["<far>"]
          }
          /all {
            router = broadcast-group
            routees.paths = ["<far>/user/one", "<far>/user/two", "/user/here"]
          }
          /first {
            router = scatter-gather-group
            routees.paths = ["<far>/user/silent", "<far>/user/one"]
            within = 15 s
          }
        }
        """)
    {
        Far.ActorOf(Props.Create<EchoActor>(), "one");
        Far.ActorOf(Props.Create<EchoActor>(), "two");
        Far.ActorOf(Props.Create<SilentActor>(), "silent");
        Sys.ActorOf(Props.Create<EchoActor>(), "here");
        _third = NewSystem("Third");
        _third.ActorOf(Props.Create<EchoActor>(), "one");
    }

    [Fact]
    public async Task A_group_by_configuration_goes_round()
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(), "round-robin");
        string[] names = new string[6];
        for (int i = 0; i < names.Length; i++) names[i] = (await AnsweredBy(router, i)).Name;
        Assert.Equal(names[..3], names[3..]);
        Assert.Equal(["here", "one", "two"], names[..3].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_group_by_code_goes_round_three_systems()
    {
        string[] paths =
        [
            PathAt(AddressOf(Far), "user/one").ToString(), PathAt(AddressOf(_third), "user/one").ToString(), "/user/here",
        ];
        IActorRef router = Sys.ActorOf(new RoundRobinGroup(paths).Props(), "coded");
        HashSet<string> systems = [];
        for (int i = 0; i < 3; i++) systems.Add((await AnsweredBy(router, i)).Address.System);
        Assert.Equal(["Far", "Near", "Third"], systems.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("hashing")]
    [InlineData("hashing-pool")]
    public async Task Equal_keys_meet_the_same_routee(string name)
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(Props.Create<EchoActor>()), name);
        Dictionary<int, ActorPath> first = [];
        for (int i = 0; i < 60; i++)
        {
            int key = i % 20;
            ActorPath answered = await AnsweredBy(router, new ConsistentHashableEnvelope(i, key), i);
            if (!first.TryAdd(key, answered)) Assert.Equal(first[key], answered);
        }

        Assert.True(first.Values.Distinct().Count() > 1, "All keys met one routee.");
    }

    [Fact]
    public async Task A_group_that_broadcasts_reaches_all()
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(), "all");
        router.Tell("hello");
        HashSet<string> names = [];
        for (int i = 0; i < 3; i++)
        {
            await ExpectMsgAsync("hello");
            names.Add(LastSender.Path.Name);
        }

        Assert.Equal(["here", "one", "two"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_first_of_a_group_to_answer_is_heard()
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(), "first");
        Assert.Equal("hello", await router.Ask<string>("hello", TestKitSettings.DefaultTimeout));
    }

    [Fact]
    public async Task A_key_meets_the_same_routee_whichever_system_it_comes_from()
    {
        // To each of the systems one of the three routees is local and the others are remote, and its own address is another.
        Sys.ActorOf(Props.Create<EchoActor>(), "one");
        ActorSystem[] systems = [Sys, Far, _third];
        Dictionary<string, string> chosen = [];
        foreach (ActorSystem system in systems)
        {
            string[] paths = [.. systems.Select(other => other == system ? "/user/one" : PathAt(AddressOf(other), "user/one").ToString())];
            IActorRef router = system.ActorOf(new ConsistentHashingGroup(paths).WithVirtualNodesFactor(100).Props(), "ring");
            TestProbe probe = CreateTestProbe(system);
            foreach (string key in Enumerable.Range(0, 100).Select(i => $"key {i}"))
            {
                router.Tell(new ConsistentHashableEnvelope("hello", key), probe.Ref);
                await probe.ExpectMsgAsync("hello");
                string answered = probe.LastSender.Path.Address.System;
                if (!chosen.TryAdd(key, answered)) Assert.Equal(chosen[key], answered);
            }
        }

        Assert.Equal(3, chosen.Values.Distinct().Count());
    }

    private Task<ActorPath> AnsweredBy(IActorRef router, object message) => AnsweredBy(router, message, message);

    private async Task<ActorPath> AnsweredBy(IActorRef router, object message, object answer)
    {
        TestProbe probe = CreateTestProbe();
        router.Tell(message, probe.Ref);
        Assert.Equal(answer, await probe.ExpectMsgAsync<object>());
        // A local sender has no address; its system's name stands in for it.
        return probe.LastSender.Path;
    }
}
