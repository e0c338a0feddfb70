using Akka.Actor;
using Akka.Configuration;
using Bus.Testing;
using Xunit;

namespace Bus.Tests;

public sealed class ProviderTests
{
    [Theory]
    [InlineData("Bus.BusActorRefProvider, Bus")]
    [InlineData("Bus.BusClusterActorRefProvider, Bus")]
    public async Task The_provider_is_all_that_has_to_be_chosen(string provider)
    {
        using var folder = new TemporaryDirectory();
        var config = ConfigurationFactory.ParseString($$"""
            akka { actor.provider = "{{provider}}", stdout-loglevel = OFF, loglevel = OFF, remote.ipc { port = 0, directory = "{{folder.Path}}" } }
            """);
        using var near = ActorSystem.Create("Near", config);
        using var far = ActorSystem.Create("Far", config);
        var address = ((ExtendedActorSystem)far).Provider.DefaultAddress;
        Assert.Equal("akka.ipc", address.Protocol);
        far.ActorOf(Props.Create(() => new Answerer()), "answerer");
        var answer = await near.ActorSelection(new RootActorPath(address) / "user" / "answerer").Ask<string>("hello", TimeSpan.FromSeconds(20));
        Assert.Equal("hello, and lanes are on", answer);
        await Task.WhenAll(near.Terminate(), far.Terminate()).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed class Answerer : ReceiveActor
    {
        public Answerer() =>
            Receive<string>(text => Sender.Tell($"{text}, and lanes are {(Context.System.Settings.Config.GetBoolean("bus.lanes.enabled") ? "on" : "off")}"));
    }
}
