using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Transports.Control;
using Bus.Transports.Rendezvous;
using Xunit;

namespace Bus.Transports.Tests.Rendezvous;

/// <summary>
/// Somebody who connects to the control socket and is no peer. Whatever it does, peers still get through, no descriptor stays open, and the
/// log has a line and not a flood.
/// </summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = Eventually.Patience;

    private readonly TemporaryDirectory _folder = new();
    private readonly List<Socket> _strangers = [];
    private ActorSystem _system = null!;
    private string _socket = null!;

    public async Task InitializeAsync()
    {
        _system = Start("Host", 8081);
        _socket = Path.Combine(_folder.Path, "local", "8081.sock");
        await Talk();
        // The first asynchronous receive of a process opens descriptors of the runtime's own; they must not count as ours.
        using var first = Connect();
        await ReadToEnd(first);
    }

    public async Task DisposeAsync()
    {
        foreach (var stranger in _strangers)
            stranger.Dispose();
        await _system.Terminate();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        _folder.Dispose();
    }

    [Fact]
    public async Task Rubbish_is_answered_with_a_refusal_and_the_end()
    {
        var before = Descriptors();
        var stranger = Connect();
        stranger.Send("GET / HTTP/1.1\r\n\r\n"u8);
        var answer = await ReadToEnd(stranger);
        Assert.Equal((byte)RecordKind.Reject, answer[6]);
        Assert.Contains("starts with", Rejection.Decode(answer.AsSpan(ControlRecord.HeaderBytes)).Reason, StringComparison.Ordinal);
        stranger.Dispose();
        await Eventually.True("no descriptor is left", () => Descriptors() <= before);
        await Talk();
    }

    [Fact]
    public async Task Another_version_is_refused_in_words()
    {
        var stranger = Connect();
        var record = new ControlRecord(RecordKind.Hello).Encode();
        record[4] = 9;
        stranger.Send(record);
        var answer = await ReadToEnd(stranger);
        Assert.Contains("speaks version 9", Rejection.Decode(answer.AsSpan(ControlRecord.HeaderBytes)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_ended_after_the_handshake_timeout()
    {
        var before = Descriptors();
        var stranger = Connect();
        Assert.Empty(await ReadToEnd(stranger));
        stranger.Dispose();
        await Eventually.True("no descriptor is left", () => Descriptors() <= before);
        await Talk();
    }

    [Fact]
    public async Task Half_a_hello_and_the_end_cost_nothing()
    {
        var before = Descriptors();
        var hello = new ControlRecord(RecordKind.Hello, new byte[100], []).Encode();
        for (var length = 1; length < hello.Length; length += 7)
        {
            using var stranger = Connect();
            stranger.Send(hello.AsSpan(0, length));
        }

        _strangers.Clear();
        await Eventually.True("no descriptor is left", () => Descriptors() <= before);
        await Talk();
    }

    [Fact]
    public async Task A_thousand_strangers_at_once_cost_a_bounded_number_of_places_and_a_few_lines()
    {
        var before = Descriptors();
        var lines = new LineCounter();
        var counter = _system.ActorOf(Props.Create(() => new WarningCounter(lines)));
        await counter.Ask<string>("subscribed?", Patience);
        for (var i = 0; i < 1000; i++)
            Connect();
        // Ours are 1,000; the listener's share is its 64 places.
        await Eventually.True("the listener has its places only", () => Descriptors() - before - _strangers.Count <= 64 + 1);
        await Talk();
        foreach (var stranger in _strangers)
            stranger.Dispose();
        await Eventually.True("no descriptor is left", () => Descriptors() <= before);
        // The next line that is due tells of those that were not written.
        await Eventually.True("a line tells of those left out", () =>
        {
            using var another = Connect();
            return lines.LeftOut > 0;
        });
        Assert.InRange(lines.Count, 1, 30);
    }

    /// <summary>A real peer comes, asks, and leaves.</summary>
    private async Task Talk()
    {
        var peer = Start("Peer", 0);
        var answer = await peer.ActorSelection("akka.ipc://Host@local:8081/user/echo").Ask<string>("still there?", Patience);
        Assert.Equal("still there?", answer);
        await peer.Terminate();
    }

    private ActorSystem Start(string name, int port)
    {
        var system = ActorSystem.Create(name, ConfigurationFactory.ParseString($$"""
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.loggers = []
            akka.remote.ipc { port = {{port}}, directory = "{{_folder.Path}}", handshake-timeout = 300 ms, connection-timeout = 10 s }
            """).WithIpcDefaults());
        system.ActorOf(Props.Create(() => new EchoActor()), "echo");
        return system;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(_socket));
        _strangers.Add(socket);
        return socket;
    }

    private static async Task<byte[]> ReadToEnd(Socket socket)
    {
        using var timeout = new CancellationTokenSource(Patience);
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, timeout.Token) is > 0 and var count)
                bytes.AddRange(buffer[..count]);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The listener closed with some of our rubbish unread.
        }

        return [.. bytes];
    }

    private static int Descriptors() => OwnResources.Now().Descriptors;

    private sealed class LineCounter
    {
        public volatile int Count;
        public volatile int LeftOut;
    }

    private sealed class WarningCounter : ReceiveActor
    {
        public WarningCounter(LineCounter lines)
        {
            Context.System.EventStream.Subscribe(Self, typeof(Warning));
            Receive<Warning>(warning =>
            {
                if (warning.LogClass != typeof(IpcTransport))
                    return;
                lines.Count++;
                if (warning.Message.ToString()!.Contains("were left out", StringComparison.Ordinal))
                    lines.LeftOut++;
            });
            Receive<string>(text => Sender.Tell(text));
        }
    }

    private sealed class EchoActor : ReceiveActor
    {
        public EchoActor() => ReceiveAny(message => Sender.Tell(message));
    }
}
