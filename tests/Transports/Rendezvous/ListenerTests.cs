using System.Net.Sockets;
using System.Runtime.InteropServices;
using Bus.Testing;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Mechanisms;
using Bus.Transports.Reactors;
using Bus.Transports.Rendezvous;
using Xunit;

namespace Bus.Transports.Tests.Rendezvous;

/// <summary>
/// The listening side when this process is short of something, is flooded, or stops in the middle of a handshake.
/// </summary>
public sealed partial class ListenerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly BusAddress Host = new("Host", "local", 8081);

    private readonly TemporaryDirectory _folder = new();
    private readonly RendezvousDirectory _directory;
    private readonly RendezvousEntry _entry;
    private readonly List<Exception> _failures = [];
    private readonly Reactor _reactor;
    private readonly ReaderPool _readers;
    private readonly Lines _lines = new();

    public ListenerTests()
    {
        _directory = new RendezvousDirectory(_folder.Path);
        _entry = _directory.Claim(Host);
        _reactor = new Reactor("ipc-control", _failures.Add);
        _readers = new ReaderPool(1, _failures.Add);
    }

    public void Dispose()
    {
        _readers.Dispose();
        _reactor.Dispose();
        _entry.Dispose();
        _folder.Dispose();
    }

    /// <summary>The descriptor that is kept for this case may be gone to another thread when it is to be had back.</summary>
    [Fact]
    public async Task A_process_without_descriptors_listens_again_when_it_has_some()
    {
        var listener = Listen(new HashSet<uint> { UserOfThisProcess.Id }, new MemfdMechanism());
        listener.Start();
        await Dialled(new MemfdMechanism());
        var limit = LimitOfFiles();
        using var first = UnixSocketOfTest();
        SetLimitOfFiles((4, limit.Most));
        try
        {
            first.Connect(new UnixDomainSocketEndPoint(Path.Combine(_folder.Path, "local", "8081.sock")));
            Assert.True(SpinWait.SpinUntil(() => _lines.Count > 0, Limit));
            await _reactor.Invoke(() => { }).WaitAsync(Limit);
        }
        finally
        {
            SetLimitOfFiles(limit);
        }

        await Dialled(new MemfdMechanism());
        Assert.Empty(_failures);
        await listener.Stop();
    }

    /// <summary>
    /// Stopping is the reactor's work: until it comes to it, a handshake that it has in hands goes on undisturbed.
    /// </summary>
    [Fact]
    public async Task A_stop_waits_for_the_handshake_that_is_in_hands()
    {
        using var inAccept = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var slow = new SlowMechanism(() =>
        {
            inAccept.Set();
            goOn.Wait();
        });
        var listener = Listen(new HashSet<uint> { UserOfThisProcess.Id }, slow);
        listener.Start();
        using var other = new Reactor("ipc-control", _ => { });
        var dialled = Dial<Link>.Start(Local(new HashSet<uint> { UserOfThisProcess.Id }, slow), other, () => _directory.Connect(Host), Host, LinkPurpose.Association,
            slow, new MechanismOptions(), Limit, (control, channels, peer) => Link.Watched(LinkHost(other), control, channels!, peer));
        Assert.True(inAccept.Wait(Limit));
        var stopped = listener.Stop();
        var given = _lines.Count;
        goOn.Set();
        await stopped.WaitAsync(Limit);
        await Task.WhenAny(dialled).WaitAsync(Limit);
        Assert.Equal(0, given);
    }

    /// <summary>However many connect, the reactor has time for its other handlers.</summary>
    [Fact]
    public async Task A_flood_of_connections_does_not_keep_the_reactor_from_its_other_work()
    {
        var connected = 0;
        var worked = false;
        List<ControlSocket> flood = [];
        // Each look at a stranger's user id comes with the next stranger, so the queue is never empty.
        var strangers = new Users(() =>
        {
            if (connected++ < 1000 && !Volatile.Read(ref worked))
                flood.Add(_directory.Connect(Host));
        });
        var listener = Listen(strangers, new MemfdMechanism());
        flood.Add(_directory.Connect(Host));
        listener.Start();
        await _reactor.Invoke(() => Volatile.Write(ref worked, true)).WaitAsync(Limit);
        await listener.Stop();
        flood.ForEach(socket => socket.Dispose());
        Assert.InRange(connected, 1, 999);
    }

    private LinkHost LinkHost(Reactor reactor) => new(reactor, _readers, new LinkLimits(1024, 1024 * 1024, Limit));

    private async Task Dialled(Mechanism mechanism)
    {
        var local = Local(new HashSet<uint> { UserOfThisProcess.Id }, mechanism);
        var link = await Dial<Link>.Start(local, _reactor, () => _directory.Connect(Host), Host, LinkPurpose.Association, mechanism, new MechanismOptions(), Limit,
            (control, channels, peer) => Link.Watched(LinkHost(_reactor), control, channels!, peer));
        link.Close("that was all");
        await link.Ended.WaitAsync(Limit);
    }

    private Listener Listen(IReadOnlySet<uint> users, Mechanism mechanism)
    {
        var record = new EntryRecord(
            Host.System, Host.ToString(), Environment.ProcessId, 0, DateTimeOffset.UnixEpoch, "00", [mechanism.Name]);
        return new Listener(LinkHost(_reactor), Local(users, mechanism), _entry.Listen(record, shared: false),
            new RendezvousSettings(Limit, Limit, 64), _lines, link => link.Close("the test needs no link"),
            (control, _) => control.Dispose());
    }

    private static LocalSystem Local(IReadOnlySet<uint> users, Mechanism mechanism) =>
        new(Host, 1, users, new Dictionary<string, Mechanism> { [mechanism.Name] = mechanism }, new MechanismOptions(),
            new LinkLimits(1024, 1024 * 1024, Limit));

    private static Socket UnixSocketOfTest() =>
        new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private static (ulong Now, ulong Most) LimitOfFiles()
    {
        var both = new ulong[2];
        Assert.Equal(0, GetLimit(7, both));
        return (both[0], both[1]);
    }

    private static void SetLimitOfFiles((ulong Now, ulong Most) limit) => Assert.Equal(0, SetLimit(7, [limit.Now, limit.Most]));

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, [Out] ulong[] limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, ulong[] limit);

    private sealed class Lines : IRendezvousLog
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Debug(string message)
        {
        }

        public void Info(string message)
        {
        }

        public void Warning(string message) => Interlocked.Increment(ref _count);

        public void Error(string message) => Warning(message);
    }

    private sealed class SlowMechanism(Action onAccept) : Mechanism
    {
        private readonly MemfdMechanism _memfd = new();

        public override string Name => "slow";

        public override ChannelProposal Propose(MechanismOptions options) => _memfd.Propose(options);

        public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
        {
            onAccept();
            return _memfd.Accept(offer, options);
        }
    }

    private sealed class Users(Action onLook) : HashSet<uint>, IReadOnlySet<uint>
    {
        bool IReadOnlySet<uint>.Contains(uint item)
        {
            onLook();
            return false;
        }
    }
}
