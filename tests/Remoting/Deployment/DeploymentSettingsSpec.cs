using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Deployment;

/// <summary>
/// Akka.NET's <c>RemoteDeployerSpec</c>: an address of this transport is understood in <c>akka.actor.deployment</c>, beside a router and a
/// dispatcher, and what must stay here cannot be sent away.
/// </summary>
public sealed class DeploymentSettingsSpec(ITestOutputHelper output) : IpcRemotingSpec(output, """
    akka.actor.deployment {
      /service {
        router = round-robin-pool
        nr-of-instances = 3
        remote = "<far>"
        dispatcher = of-its-own
      }
    }
    """)
{
    [Fact]
    public void A_deployment_names_its_system_its_router_and_its_dispatcher()
    {
        Deploy deploy = Provider(Sys).Deployer.Lookup(["service"]);
        Assert.Equal("/service", deploy.Path);
        Assert.Equal(Ground.Address("Far", Ground.FarPort), Assert.IsType<RemoteScope>(deploy.Scope).Address);
        Assert.Equal(3, Assert.IsType<RoundRobinPool>(deploy.RouterConfig).NrOfInstances);
        Assert.Equal("of-its-own", deploy.Dispatcher);
    }

    [Fact]
    public void What_asks_to_be_local_is_not_sent_away() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Empty.WithDeploy(Deploy.Local), "service"));

    [Fact]
    public void A_path_that_is_not_named_stays_here()
    {
        Assert.Null(Provider(Sys).Deployer.Lookup(["other"]));
        Assert.True(((IActorRefScope)Sys.ActorOf(Props.Empty, "other")).IsLocal);
    }
}
