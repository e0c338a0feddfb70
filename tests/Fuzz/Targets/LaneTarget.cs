using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Bus.Lanes;
using Bus.Transports;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Reactors;
using static Tmds.Linux.LibC;

namespace Bus.Fuzz.Targets;

/// <summary>The frames of a lane, with a whole actor system behind it that looks up, deserializes, and delivers what they say.</summary>
/// <remarks>
/// In untrusted mode, or the first good guess would stop the system, as a peer that is trusted may. The system is made with the first run and lives as
/// long as the process.
/// </remarks>
public sealed class LaneTarget : IFuzzTarget
{
    private const string Recipient = "akka.ipc://Fuzz@fuzz:1/user/sink";

    private readonly Lazy<Setting> _setting = new(() => new Setting());
    private Link? _link;
    private LanePeer? _peer;

    public string Name => "lane";

    public IReadOnlyList<byte[]> Seeds
    {
        get
        {
            // What is made once is not to count as what an input makes; so is what the first refusal makes.
            foreach (var seed in Examples)
            {
                try
                {
                    Run(seed);
                }
                catch (ProtocolViolationException)
                {
                    // Nothing large was sent that could have been delivered.
                }
            }

            return Examples;
        }
    }

    // The first of a large message is made at once: a MiB. The rest is what an array of names, and exceptions, take.
    public long AllocationLimit => 2 * 1024 * 1024;

    private static byte[][] Examples { get; } =
    [
        Input(Hello, Actor(0, Recipient), Actor(1, "akka.ipc://Peer@local:1/user/a"), Type(0, 17, "S"), Frame(LaneFrameKind.Message, b: 1, rest: "text"u8)),
        Input(Hello, Frame(LaneFrameKind.Message, (LaneFlags)7, rest: [.. Text(Recipient), .. Text("akka.ipc://Peer@local:1/temp/b"), 17, 0, 0, 0, .. Text("I"), 1, 2, 3, 4])),
        Input(Hello, Actor(3, Recipient), Type(9, 1, ""), Frame(LaneFrameKind.Message, LaneFlags.NoSender, 9, 3, rest: "{\"$type\":\"System.Version\",\"a\":[[1]]}"u8)),
        Input(Hello, Frame(LaneFrameKind.Begin, (LaneFlags)13, a: 6, b: 1, rest: [.. Text(Recipient), 17, 0, 0, 0, .. Text("S")]),
            Frame(LaneFrameKind.Slice, rest: "abc"u8), Frame(LaneFrameKind.Flush, a: 1), Frame(LaneFrameKind.Slice, rest: "def"u8)),
        Input(Hello, Actor(0, "akka.ipc://Fuzz@fuzz:1/"), Type(0, 22, "W"), Frame(LaneFrameKind.Message, LaneFlags.NoSender, rest: [10, 4, 10, 2, 47, 97])),
        Input(Hello, Actor(0, "akka.ipc://Fuzz@fuzz:1/remote"), Type(1, 6, ""), Frame(LaneFrameKind.Message, LaneFlags.NoSender, 1, rest: [10, 4, 8, 1, 16, 2])),
        Input(Hello, Frame(LaneFrameKind.Flush, a: 5), Frame(LaneFrameKind.Flushed, a: 5), Frame(LaneFrameKind.Delivered, a: 1)),
        Input(Hello, Frame(LaneFrameKind.Close), Frame(LaneFrameKind.Closed)),
    ];

    private static byte[] Hello => new LaneHello(4711, 4096, 1024 * 1024).Encode();

    public void Run(ReadOnlySpan<byte> input)
    {
        if (_link is null || !_link.Outbox.IsOpen)
            (_link, _peer) = _setting.Value.Open();
        var lane = new Lane(_setting.Value.Lanes, _peer!, _link, dialledHere: false, _setting.Value.Address);
        // As long as two bytes say, so that the mutator can move the border between two frames.
        while (input.Length >= 2)
        {
            var length = Math.Min(BitConverter.ToUInt16(input), input.Length - 2);
            ((IFrameSink)lane).OnFrameInBlock(input.Slice(2, length));
            input = input[(2 + length)..];
        }
    }

    private static byte[] Input(params byte[][] frames) =>
        [.. frames.SelectMany(frame => (byte[])[.. BitConverter.GetBytes((ushort)frame.Length), .. frame])];

    private static byte[] Actor(uint number, string path) => Frame(LaneFrameKind.DefineActor, a: number, rest: Encoding.UTF8.GetBytes(path));

    private static byte[] Type(ushort number, uint serializer, string manifest) =>
        Frame(LaneFrameKind.DefineType, type: number, a: serializer, rest: Encoding.UTF8.GetBytes(manifest));

    private static byte[] Text(string text) => [.. BitConverter.GetBytes((ushort)text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Frame(LaneFrameKind kind, LaneFlags flags = 0, ushort type = 0, uint a = 0, uint b = 0, ReadOnlySpan<byte> rest = default)
    {
        var frame = new byte[LaneFormat.HeadBytes + rest.Length];
        LaneFormat.WriteHead(frame, kind, flags, type, a, b);
        rest.CopyTo(frame.AsSpan(LaneFormat.HeadBytes));
        return frame;
    }

    private sealed class Setting
    {
        private readonly LinkHost _host;

        public Setting()
        {
            var system = (ExtendedActorSystem)ActorSystem.Create("Fuzz", ConfigurationFactory.ParseString("""
                akka { loglevel = OFF, stdout-loglevel = OFF, loggers = [], log-dead-letters = off }
                akka.actor.provider = "Bus.BusActorRefProvider, Bus"
                akka.remote { untrusted-mode = on, ipc { listen = off, hostname = fuzz, port = 1 } }
                bus.lanes.maximum-message-size = 1 MiB
                """).WithIpcDefaults());
            var provider = (BusActorRefProvider)system.Provider;
            Lanes = provider.Lanes!;
            Address = provider.DefaultAddress;
            system.ActorOf(Props.Create(() => new Sink()), "sink");
            void Fail(Exception failure) => Environment.FailFast("A handler failed", failure);
            _host = new LinkHost(
                new Reactor("ipc-control", Fail), new ReaderPool(1, Fail), new LinkLimits(LaneFormat.MostFrameBytes, 1024 * 1024, TimeSpan.FromSeconds(1)));
        }

        public LaneSystem Lanes { get; }

        public Address Address { get; }

        public (Link, LanePeer) Open()
        {
            var (mine, peer) = UnixSocket.Pair(SOCK_STREAM);
            peer.Dispose();
            var link = new Link(
                _host, new ControlSocket(mine), new ChannelPair(new SinkOutbound(), new SilentInbound()),
                new LinkPeer(new BusAddress("Peer", "local", 1), Environment.ProcessId, 0, 1, LaneFormat.MostFrameBytes, "fuzz", LinkPurpose.Lane));
            return (link, Lanes.Peers.Of(new Address("akka.ipc", "Peer", "local", 1))!);
        }
    }

    private sealed class Sink : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
