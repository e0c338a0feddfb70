using Akka.Actor;
using Akka.TestKit;
using Bus.Remoting.Tests.Actors;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lifecycle;

/// <summary>
/// Both transports in one system, which Akka.NET's <c>RemotingSpec</c> is as well: each peer is reached by the one that its address names, knows
/// this system by its address there, and references pass from one to the other.
/// </summary>
public sealed class SideBySideSpec : IpcRemotingSpec
{
    private const string Both = """
        akka.remote.enabled-transports = ["akka.remote.ipc", "akka.remote.dot-netty.tcp"]
        akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        """;

    private readonly ActorSystem _local;
    private readonly ActorSystem _distant;

    public SideBySideSpec(ITestOutputHelper output)
        : base(output, Both, Ground.Chosen == Ground.Reference ? "memfd" : null)
    {
        _local = NewSystem("Local");
        _distant = NewSystem("Distant", """
            akka.remote.enabled-transports = ["akka.remote.dot-netty.tcp"]
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            """);
        foreach (ActorSystem system in new[] { _local, _distant, Sys }) system.ActorOf(Props.Create<WhoAsksActor>(), "who");
    }

    [Fact]
    public void A_system_has_one_address_for_each() => Assert.Equal(
        ["akka.ipc", "akka.tcp"],
        Provider(Sys).Transport.Addresses.Select(address => address.Protocol).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_peer_is_reached_by_the_transport_that_its_address_names()
    {
        Assert.Equal("akka.ipc", AddressOf(_local).Protocol);
        Assert.Equal("akka.tcp", AddressOf(_distant).Protocol);
        foreach (ActorSystem at in new[] { _local, _distant })
        {
            Select(Sys, at, "user/who").Tell("ping", TestActor);
            Assert.Same(TestActor, (await ExpectMsgAsync<Pong>()).Asker);
            Assert.Equal(AddressOf(at), LastSender.Path.Address);
        }
    }

    [Fact]
    public async Task Each_peer_reaches_the_system_by_its_address_there()
    {
        foreach (ActorSystem from in new[] { _local, _distant })
        {
            Address here = Provider(Sys).GetExternalAddressFor(AddressOf(from));
            Assert.Equal(AddressOf(from).Protocol, here.Protocol);
            TestProbe probe = CreateTestProbe(from);
            from.ActorSelection(PathAt(here, "user/who")).Tell("ping", probe.Ref);
            Assert.Equal(probe.Ref, (await probe.ExpectMsgAsync<Pong>()).Asker);
        }
    }

    [Fact]
    public async Task An_actor_of_each_is_watched_and_reported()
    {
        foreach (ActorSystem at in new[] { _local, _distant })
        {
            IActorRef who = await Resolve(Sys, at, "user/who");
            await WatchAsync(who);
            who.Tell(PoisonPill.Instance);
            await ExpectTerminatedAsync(who);
        }
    }
}
