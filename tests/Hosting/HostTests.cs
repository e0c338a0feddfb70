using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Bus.Testing;
using Bus.Testing.Actors;
using Xunit;

namespace Bus.Hosting.Tests;

/// <summary>Generic hosts that are on the bus.</summary>
public sealed class HostTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_hosts_that_need_nothing_else_talk_by_lane()
    {
        await using var first = await HostNode.Start("First", akka => akka
            .WithBus(options =>
            {
                options.Directory = _folder.Path;
                options.Port = 0;
                options.Mechanism = "unix";
            })
            .WithActors((system, _) => system.ActorOf(Props.Create(() => new EchoActor()), "echo")));
        await using var second = await HostNode.Start("Second", akka => akka.WithBus(new BusOptions { Directory = _folder.Path, Port = 0, Hostname = "other" }));
        Assert.Equal("other", second.Address.Host);
        var peer = await MessageBus.Get(second.System).WhenPeerUp("First").WaitAsync(Eventually.Patience);
        Assert.Equal(first.Address, peer.Address);
        Assert.Equal("hello", await second.System.ActorSelection($"{peer.Address}/user/echo").Ask<string>("hello", Eventually.Patience));
    }

    [Fact]
    public async Task Without_options_it_has_the_default_address_in_the_folder_that_the_application_names()
    {
        await using var host = await HostNode.Start("Only", akka => akka.AddHocon(Folder, HoconAddMode.Append).WithBus());
        Assert.Equal($"akka.ipc://Only@local:2552", host.Address.ToString());
    }

    [Fact]
    public async Task An_address_can_be_given_alone()
    {
        await using var host = await HostNode.Start("Only", akka => akka.AddHocon(Folder, HoconAddMode.Append).WithBus(4001, "pipe", "here"));
        Assert.Equal("akka.ipc://Only@here:4001", host.Address.ToString());
        Assert.Equal("pipe", host.System.Settings.Config.GetString("akka.remote.ipc.mechanism"));
    }

    [Fact]
    public async Task Signals_are_left_to_the_host_unless_the_application_says_otherwise()
    {
        await using var host = await HostNode.Start("Only", akka => akka.AddHocon(Folder, HoconAddMode.Append).WithBus(port: 0));
        Assert.Empty(host.System.Settings.Config.GetStringList("bus.signals.shutdown-on"));
        await using var other = await HostNode.Start("Other", akka => akka.AddHocon(Folder, HoconAddMode.Append)
            .AddHocon("bus.signals.shutdown-on = [SIGHUP]", HoconAddMode.Append).WithBus(port: 0));
        Assert.Equal(["SIGHUP"], other.System.Settings.Config.GetStringList("bus.signals.shutdown-on"));
    }

    [Fact]
    public async Task Hocon_wins_over_defaults_and_options_win_over_hocon()
    {
        await using var host = await HostNode.Start("Only", akka => akka.AddHocon(Folder, HoconAddMode.Append)
            .AddHocon("akka.remote.ipc { port = 4002, hostname = there }", HoconAddMode.Append).WithBus(hostname: "here"));
        Assert.Equal("akka.ipc://Only@here:4002", host.Address.ToString());
    }

    [Fact]
    public async Task In_a_cluster_the_system_has_the_clusters_provider()
    {
        await using var host = await HostNode.Start("Only", akka => akka.AddHocon(Folder, HoconAddMode.Append)
            .WithActorRefProvider(ProviderSelection.Cluster.Instance).WithBus(port: 0));
        Assert.IsType<BusClusterActorRefProvider>(((ExtendedActorSystem)host.System).Provider);
    }

    [Fact]
    public async Task A_provider_that_is_not_the_buss_does_not_go_unnoticed()
    {
        var refusal = await Assert.ThrowsAsync<BusOptionsException>(() => HostNode.Start("Only", akka => akka
            .AddHocon(Folder, HoconAddMode.Append).WithBus(port: 0).WithActorRefProvider(ProviderSelection.Local.Instance)));
        Assert.Contains("Only is not on the bus", refusal.Message);
        Assert.Contains("LocalActorRefProvider", refusal.Message);
    }

    private Config Folder => ConfigurationFactory.ParseString($"akka.remote.ipc.directory = \"{_folder.Path}\"");
}
