using System.Globalization;
using Akka.Actor;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Testing.Raw;
using Bus.Transports;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Conformance.Tests;

/// <summary>
/// What every mechanism must do, seen from where Akka.Remote stands: a transport that listens, dials, and gives out associations. Written
/// once; a mechanism's own class only says its name.
/// </summary>
/// <remarks>
/// The parts: <c>.Dialling</c>, <c>.Payloads</c>, <c>.Flooding</c>, <c>.Ending</c>, <c>.Processes</c>. A test has two systems in this process, A and B, and as
/// many peers in processes of their own as it starts; at its end, nothing of any of them may be left in the rendezvous directory.
/// </remarks>
public abstract partial class MechanismConformance : IAsyncLifetime
{
    private const string Quiet = "akka { loglevel = ERROR, stdout-loglevel = OFF, loggers = [] }";

    private readonly TemporaryDirectory _directory = new();
    private readonly ActorSystem _systemA = ActorSystem.Create("A", Quiet);
    private readonly ActorSystem _systemB = ActorSystem.Create("B", Quiet);
    private readonly List<IAsyncDisposable> _parties = [];

    /// <summary>The mechanism under test, as a configuration names it.</summary>
    protected abstract string Mechanism { get; }

    /// <summary>More of the section, for both sides and for the peers' processes.</summary>
    protected virtual string Settings => "";

    /// <summary>The longest block that a channel of the mechanism takes, as it is set up by default.</summary>
    private int BlockBytes
    {
        get
        {
            var mechanism = MechanismRegistry.Create(Mechanism, "the test");
            var options = new MechanismOptions { Directory = _directory.Path };
            using var proposal = mechanism.Propose(options);
            var (channels, answer) = mechanism.Accept(proposal.Offer, options);
            using (channels)
            using (answer)
                return channels.Outbound.MaxBlockBytes;
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var party in Enumerable.Reverse(_parties))
            await party.DisposeAsync();
        // Whoever was killed has left its entry to the next system that comes and goes.
        await using (await RawPeer.Listen(_systemA, Section()))
        {
        }

        await Task.WhenAll(_systemA.Terminate(), _systemB.Terminate()).WaitAsync(Eventually.Patience);
        Assert.Empty(_directory.Content);
        _directory.Dispose();
    }

    private Akka.Configuration.Config Section(int port = 0, string more = "") => IpcSection.Create(Mechanism, _directory.Path, port, More(more));

    private Task<RawPeer> ListenA(string settings = "", Action<RawLink, Google.Protobuf.ByteString>? onPayload = null) =>
        Listen(_systemA, settings, onPayload);

    private Task<RawPeer> ListenB(string settings = "", Action<RawLink, Google.Protobuf.ByteString>? onPayload = null) =>
        Listen(_systemB, settings, onPayload);

    private async Task<RawPeer> Listen(ActorSystem system, string settings, Action<RawLink, Google.Protobuf.ByteString>? onPayload)
    {
        var peer = await RawPeer.Listen(system, Section(more: settings), onPayload);
        _parties.Add(peer);
        return peer;
    }

    /// <summary>A peer in a process of its own, with a system that listens.</summary>
    /// <param name="role">What it does: a command of <c>tests/Peer</c>.</param>
    /// <param name="options">More of its command line.</param>
    private Task<PeerProcess> StartPeer(string role, params IEnumerable<string> options) => StartProcess([role, .. options]).Listening();

    private PeerProcess StartProcess(params IEnumerable<string> command)
    {
        var all = command.ToList();
        var settings = all.IndexOf("--settings");
        if (settings >= 0)
            all[settings + 1] = More(all[settings + 1]);
        else
            all.AddRange(["--settings", Settings]);
        var process = PeerProcess.Start([.. all, "--mechanism", Mechanism, "--directory", _directory.Path]);
        _parties.Add(process);
        return process;
    }

    private static async Task<(RawLink Near, RawLink Far)> Link(RawPeer dialler, RawPeer listener) =>
        (await dialler.Dial(listener.Local), await listener.Accept());

    private string More(string settings) => settings + "\n" + Settings;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
