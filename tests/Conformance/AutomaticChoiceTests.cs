using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Testing.Raw;
using Bus.Transports.Remoting;
using Google.Protobuf;
using Xunit;

namespace Bus.Conformance.Tests;

/// <summary><c>mechanism = auto</c> and the settings for one peer, with peers in processes of their own that accept this and that.</summary>
public sealed class AutomaticChoiceTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ActorSystem _system = ActorSystem.Create("A", "akka { loglevel = INFO, stdout-loglevel = OFF, loggers = [] }");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        Assert.Empty(_directory.Content);
        _directory.Dispose();
    }

    [Theory]
    [InlineData("unix", "seqpacket, unix, memfd", "memfd")]
    [InlineData("unix", "seqpacket", "unix")]
    [InlineData("seqpacket", "seqpacket", "seqpacket")]
    public async Task Auto_takes_the_best_that_the_peer_accepts_and_says_so(string itsOwn, string accepts, string best)
    {
        var log = Inbox.Create(_system);
        _system.EventStream.Subscribe(log.Receiver, typeof(Info));
        await using var peer = await PeerThat(itsOwn, accepts);
        await using var a = await RawPeer.Listen(_system, IpcSection.Create("auto", _directory.Path, 0, "accept = [unix]"));
        Assert.Equal(best, await MechanismTo(a, peer));
        string line;
        do line = ((Info)await log.ReceiveAsync(Eventually.Patience)).Message.ToString()!;
        while (!line.StartsWith("mechanism = auto", StringComparison.Ordinal));
        Assert.Contains($"{best} carries the messages with {peer.Address}", line, StringComparison.Ordinal);
        if (best != "memfd")
            Assert.Contains("memfd is not accepted there", line, StringComparison.Ordinal);
        await peer.Leave();
    }

    [Fact]
    public async Task Auto_without_any_in_common_says_what_was_tried()
    {
        var own = Bus.Testing.Mechanisms.PluggedInMechanism.QualifiedName;
        await using var peer = await PeerThat(own, $"\"{own}\"");
        await using var a = await RawPeer.Listen(_system, IpcSection.Create("auto", _directory.Path, 0, "accept = [unix]"));
        var failure = await Assert.ThrowsAsync<InvalidAssociationException>(() => a.Dial(peer.Address!));
        Assert.Contains("memfd is not accepted there; ", failure.Message, StringComparison.Ordinal);
        await peer.Leave();
    }

    [Fact]
    public async Task A_peer_that_the_settings_name_is_dialled_as_they_say()
    {
        await using var named = await PeerThat("memfd", "unix, seqpacket");
        await using var other = await PeerThat("memfd", "unix, seqpacket");
        var peers = $$"""peers { "Peer@local:{{named.Address!.Port}}" { mechanism = seqpacket } }""";
        await using var a = await RawPeer.Listen(_system, IpcSection.Create("unix", _directory.Path, 0, peers));
        Assert.Equal("seqpacket", await MechanismTo(a, named));
        Assert.Equal("unix", await MechanismTo(a, other));
        await named.Leave();
        await other.Leave();
    }

    private Task<PeerProcess> PeerThat(string mechanism, string accepts) => PeerProcess.Start(
        "echo", "--mechanism", mechanism, "--directory", _directory.Path, "--settings", $"accept = [{accepts}]").Listening();

    /// <summary>Dials, has something echoed, and tells what carried it.</summary>
    private static async Task<string> MechanismTo(RawPeer a, PeerProcess peer)
    {
        var link = await a.Dial(peer.Address!);
        link.Send(ByteString.CopyFromUtf8("hello"));
        Assert.Equal("hello", (await link.NextBytes()).ToStringUtf8());
        return ((IpcAssociationHandle)link.Handle).Link.Peer.Mechanism;
    }
}
