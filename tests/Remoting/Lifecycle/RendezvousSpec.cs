using Akka.Actor;
using Akka.Configuration;
using Bus.Remoting.Tests.Actors;
using Bus.Transports;
using Xunit;
using Xunit.Abstractions;

namespace Bus.Remoting.Tests.Lifecycle;

/// <summary>
/// What remoting shows of the rendezvous: an address belongs to one system, two hosts in one directory are two namespaces, two directories
/// are two worlds, and a system that has terminated has left nothing behind.
/// </summary>
/// <remarks>There is nothing of it in the stock transport, which even lets two sockets listen on one port.</remarks>
public sealed class RendezvousSpec : IpcRemotingSpec
{
    public RendezvousSpec(ITestOutputHelper output)
        : base(output, mechanism: Ground.Chosen == Ground.Reference ? "memfd" : null) =>
        Sys.ActorOf(Props.Create<EchoActor>(), "echo");

    [Theory]
    [InlineData("Near")]
    [InlineData("Other")]
    public async Task An_address_that_is_taken_is_refused_with_a_reason(string name)
    {
        Exception refused = Assert.ThrowsAny<Exception>(() => NewSystem(name, port: Ground.NearPort));
        Assert.Contains($"{Ground.NearPort}", refused.ToString(), StringComparison.Ordinal);

        // Who had it keeps it.
        await Reaches(NewSystem("Client"));
    }

    [Fact]
    public async Task Two_hosts_in_one_directory_are_two_namespaces()
    {
        ActorSystem other = NewSystem("Near", "akka.remote.ipc.hostname = another", Ground.NearPort);
        Assert.Equal($"akka.ipc://Near@another:{Ground.NearPort}", AddressOf(other).ToString());
        other.ActorOf(Props.Create<EchoActor>(), "echo");
        await Reaches(other);
        Select(Sys, other, "user/echo").Tell("hello");
        await ExpectMsgAsync("hello");
        Assert.Equal(PathAt(AddressOf(other), "user/echo"), LastSender.Path);
    }

    [Fact]
    public async Task Two_directories_are_two_worlds()
    {
        using Ground elsewhere = new(Ground.Mechanism);
        ActorSystem other = NewSystem("Near", $"akka.remote.ipc.directory = \"{elsewhere.Directory}\"", Ground.NearPort);
        try
        {
            ActorSystem client = NewSystem("Client", $"akka.remote.ipc.directory = \"{elsewhere.Directory}\"");
            Akka.TestKit.TestProbe probe = CreateTestProbe(client);
            Select(client, Sys, "user/echo").Tell(new Identify(1), probe.Ref);
            Assert.Null((await probe.ExpectMsgAsync<ActorIdentity>()).Subject);
            await Terminate(client);
        }
        finally
        {
            await Terminate(other);
        }
    }

    [Fact]
    public async Task A_system_that_has_terminated_has_left_nothing_behind()
    {
        await Reaches(NewSystem("Client"));
        await TerminateAll();
        Assert.Empty(Directory.EnumerateFiles(Ground.Directory, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_merged_defaults_are_a_whole_configuration()
    {
        Config config = ConfigurationFactory.ParseString($"akka.remote.ipc {{ directory = \"{Ground.Directory}\", port = 0 }}");
        ActorSystem client = ActorSystem.Create("Defaults", config.WithIpcDefaults());
        try
        {
            Assert.Equal(("akka.ipc", "Defaults", "local"), (AddressOf(client).Protocol, AddressOf(client).System, AddressOf(client).Host));
            Assert.Equal("hello", await Select(client, Sys, "user/echo").Ask<string>("hello", TestKitSettings.DefaultTimeout));
        }
        finally
        {
            await Terminate(client);
        }
    }

    private async Task Reaches(ActorSystem client)
    {
        Akka.TestKit.TestProbe probe = CreateTestProbe(client);
        Select(client, Sys, "user/echo").Tell("hello", probe.Ref);
        await probe.ExpectMsgAsync("hello");
        Assert.Equal(PathAt(AddressOf(Sys), "user/echo"), probe.LastSender.Path);
    }
}
