using Akka.Actor;
using Akka.Remote.Routing;
using Akka.Routing;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Routing;

/// <summary>
/// Akka.NET's <c>RemoteRouterSpec</c>: a pool's routees, or the pool itself, are placed in another system by configuration or by code,
/// configuration here goes before code, configuration there goes before both, and a pool that resizes does so there.
/// </summary>
/// <remarks>Groups and other kinds of routers are <see cref="RemoteGroupSpec"/>.</remarks>
public class RemoteRouterSpec : TwoSystemsSpec
{
    private readonly TestProbe _probe;

    public RemoteRouterSpec(ITestOutputHelper output) : this(output, null)
    {
    }

    protected RemoteRouterSpec(ITestOutputHelper output, string? mechanism) : base(
        output,
        config: """
            akka.actor.deployment {
              /pool {
                router = round-robin-pool
                nr-of-instances = 2
                target.nodes = ["<far>"]
              }
              /both {
                router = round-robin-pool
                nr-of-instances = 4
                target.nodes = ["<near>", "<far>"]
              }
              /elastic {
                router = round-robin-pool
                resizer { enabled = on, lower-bound = 2, upper-bound = 3 }
                target.nodes = ["<far>"]
              }
              /remote-pool {
                remote = "<far>"
                router = round-robin-pool
                nr-of-instances = 2
              }
              /kept-here {
                remote = "akka://Near"
                router = round-robin-pool
                nr-of-instances = 2
                target.nodes = ["<far>"]
              }
              /resized-here {
                router = round-robin-pool
                nr-of-instances = 4
                target.nodes = ["<far>"]
              }
            }
            """,
        far: """
            akka.actor.deployment {
              /resized-there {
                router = round-robin-pool
                nr-of-instances = 4
              }
            }
            """,
        mechanism: mechanism)
    {
        _probe = CreateTestProbe();
    }

    private static Props Echo => Props.Create<EchoActor>();

    private Deploy OnFar => new(new RemoteScope(AddressOf(Far)));

    [Fact]
    public async Task Configuration_places_the_routees_there()
    {
        IActorRef router = Sys.ActorOf(new RoundRobinPool(2).Props(Echo), "pool");
        Assert.True(((IActorRefScope)router).IsLocal);
        HashSet<ActorPath> routees = await RouteesThatAnswer(router, 5);
        Assert.Equal(2, routees.Count);
        Assert.Single(routees.Select(path => path.Parent).Distinct());
        Assert.All(routees, path => Assert.Equal(AddressOf(Far), path.Address));
    }

    [Fact]
    public async Task Code_places_the_routees_there()
    {
        IActorRef router = Sys.ActorOf(
            new RemoteRouterConfig(new RoundRobinPool(2), [AddressOf(Far)]).Props(Echo), "coded");
        HashSet<ActorPath> routees = await RouteesThatAnswer(router, 5);
        Assert.Equal(2, routees.Count);
        Assert.All(routees, path => Assert.Equal(AddressOf(Far), path.Address));
    }

    [Fact]
    public async Task Several_nodes_share_the_routees()
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(Echo), "both");
        HashSet<ActorPath> routees = await RouteesThatAnswer(router, 8);
        Assert.Equal(4, routees.Count);
        Assert.Equal(2, routees.Count(path => path.Address == AddressOf(Far)));
    }

    [Fact]
    public async Task A_pool_with_a_resizer_starts_there_at_its_lower_bound()
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(Echo), "elastic");
        HashSet<ActorPath> routees = await RouteesThatAnswer(router, 5);
        Assert.Equal(2, routees.Count);
        Assert.All(routees, path => Assert.Equal(AddressOf(Far), path.Address));
    }

    [Fact]
    public async Task Configuration_places_the_router_itself_there()
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(Echo), "remote-pool");
        await RouterAndRouteesAreThere(router, 2);
    }

    [Fact]
    public async Task Code_places_the_router_itself_there()
    {
        IActorRef router = Sys.ActorOf(new RoundRobinPool(2).Props(Echo).WithDeploy(OnFar), "coded-there");
        await RouterAndRouteesAreThere(router, 2);
    }

    [Fact]
    public async Task Configuration_here_keeps_a_router_here_that_code_sends_there()
    {
        IActorRef router = Sys.ActorOf(new RoundRobinPool(2).Props(Echo).WithDeploy(OnFar), "kept-here");
        Assert.Equal("akka://Near", router.Path.Address.ToString());
        HashSet<ActorPath> routees = await RouteesThatAnswer(router, 5);
        Assert.Equal(2, routees.Count);
        Assert.All(routees, path => Assert.Equal(AddressOf(Far), path.Address));
    }

    [Fact]
    public async Task Configuration_here_resizes_a_router_that_code_sends_there()
    {
        IActorRef router = Sys.ActorOf(new RoundRobinPool(2).Props(Echo).WithDeploy(OnFar), "resized-here");
        HashSet<ActorPath> routees = await RouteesThatAnswer(router, 9);
        Assert.Equal(AddressOf(Far), router.Path.Address);
        Assert.Equal(4, routees.Count);
        Assert.All(routees, path => Assert.Equal(AddressOf(Far), path.Address));
    }

    [Fact]
    public async Task Configuration_there_resizes_a_router_that_code_sends_there()
    {
        IActorRef router = Sys.ActorOf(new RoundRobinPool(2).Props(Echo).WithDeploy(OnFar), "resized-there");
        await RouterAndRouteesAreThere(router, 4);
    }

    [Fact]
    public async Task A_routee_that_fails_there_is_judged_by_the_strategy_given_here()
    {
        OneForOneStrategy strategy = new(failure =>
        {
            _probe.Ref.Tell(failure);
            return Directive.Stop;
        });
        IActorRef router = Sys.ActorOf(
            new RemoteRouterConfig(new RoundRobinPool(1).WithSupervisorStrategy(strategy), [AddressOf(Far)]).Props(Echo), "judged");
        router.Tell(new GetRoutees(), _probe.Ref);
        Routees routees = await _probe.ExpectMsgAsync<Routees>();
        IActorRef routee = Assert.IsType<ActorRefRoutee>(Assert.Single(routees.Members)).Actor;
        await WatchAsync(routee);
        routee.Tell(Kill.Instance);
        await _probe.ExpectMsgAsync<ActorKilledException>();
        await ExpectTerminatedAsync(routee);
    }

    [Fact]
    public async Task A_routee_that_stops_there_leaves_the_pool_here()
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(Echo), "pool");
        IActorRef routee = ((ActorRefRoutee)(await Members(router))[0]).Actor;
        await WatchAsync(routee);
        routee.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(routee);
        await AwaitAssertAsync(async () => Assert.Single(await Members(router)), TestKitSettings.DefaultTimeout);
        Assert.Single(await RouteesThatAnswer(router, 3));
    }

    [Fact]
    public async Task A_broadcast_reaches_every_routee_there()
    {
        IActorRef router = Sys.ActorOf(FromConfig.Instance.Props(Echo), "both");
        router.Tell(new Broadcast("all"), _probe.Ref);
        HashSet<ActorPath> answered = [];
        for (int i = 0; i < 4; i++)
        {
            await _probe.ExpectMsgAsync("all");
            answered.Add(_probe.LastSender.Path);
        }

        Assert.Equal(4, answered.Count);
    }

    private async Task RouterAndRouteesAreThere(IActorRef router, int count)
    {
        Assert.Equal(AddressOf(Far), router.Path.Address);
        HashSet<ActorPath> routees = await RouteesThatAnswer(router, (2 * count) + 1);
        Assert.Equal(count, routees.Count);
        Assert.Equal(router.Path, Assert.Single(routees.Select(path => path.Parent).Distinct()));
        Assert.All(routees, path => Assert.Equal(AddressOf(Far), path.Address));
    }

    private async Task<HashSet<ActorPath>> RouteesThatAnswer(IActorRef router, int messages)
    {
        HashSet<ActorPath> answered = [];
        for (int i = 0; i < messages; i++)
        {
            router.Tell(i, _probe.Ref);
            await _probe.ExpectMsgAsync(i);
            answered.Add(_probe.LastSender.Path);
        }

        return answered;
    }

    private async Task<Routee[]> Members(IActorRef router) =>
        [.. (await router.Ask<Routees>(new GetRoutees(), TestKitSettings.DefaultTimeout)).Members];
}
