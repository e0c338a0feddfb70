using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Peers;
using Bus.Lanes;

namespace Bus.Benchmarks.Mixed;

/// <summary>The actors of one of the two processes; both have the same.</summary>
internal sealed class MixedSide : IAsyncDisposable
{
    private const int Floods = 3;
    private const int LargeFloods = 2;
    private const int Churns = 2;
    private static readonly TimeSpan FindAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>On a busy machine everything takes long, and a pause ends only after large messages.</summary>
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(60);

    private readonly ActorSystem _system;
    private readonly IActorRef[] _sinks;
    private readonly IActorRef[] _senders;
    private readonly Timer? _closer;
    private long _closings;

    private MixedSide(ActorSystem system, LaneCarrier carrier, string name, TimeSpan closeEvery)
    {
        _system = system;
        (string Name, Props Sink, Props Sender)[] pairs =
        [
            .. Enumerable.Range(0, Floods).Select(i => Flood($"small-{i}", Pattern.Small)),
            .. Enumerable.Range(0, LargeFloods).Select(i => Flood($"large-{i}", Pattern.Mixed)),
            .. Enumerable.Range(0, Churns).Select(i => Churn($"churn-{i}", bySelection: i % 2 == 1)),
        ];
        Names = [.. pairs.Select(pair => pair.Name)];
        _sinks = [.. pairs.Select(pair => system.ActorOf(carrier.Place(pair.Sink), pair.Name))];
        _senders = [.. pairs.Select(pair => system.ActorOf(carrier.Place(pair.Sender), "to-" + pair.Name))];
        if (closeEvery > TimeSpan.Zero)
            _closer = new Timer(_ => CloseLanes(), null, closeEvery, closeEvery);

        (string, Props, Props) Flood(string pair, Pattern pattern) => (pair,
            Props.Create(() => new FloodSink(pair + " to " + name, pattern)), Props.Create(() => new FloodSender(pair, pattern)));
        (string, Props, Props) Churn(string pair, bool bySelection) => (pair,
            Props.Create(() => new ChurnKeeper(pair + " to " + name)), Props.Create(() => new ChurnSender(pair, bySelection)));
    }

    public Address Address => ((ExtendedActorSystem)_system).Provider.DefaultAddress;

    private IReadOnlyList<string> Names { get; }

    private LaneSystem? Lanes => (((ExtendedActorSystem)_system).Provider as BusActorRefProvider)?.Lanes;

    /// <param name="name">Of the actor system.</param>
    /// <param name="carrier">What carries the load.</param>
    /// <param name="directory">Where the two systems find each other.</param>
    /// <param name="port">The port; 0 for any.</param>
    /// <param name="closeEvery">From one closing of lanes to the next; zero for none.</param>
    public static MixedSide Start(string name, LaneCarrier carrier, string directory, int port, TimeSpan closeEvery)
    {
        // Large messages may have to go the classic way, as long as a peer that has just started has no lane.
        var settings = ConfigurationFactory.ParseString($$"""
            # That a killed peer is not there is no news; what a lane drops is counted.
            akka.loglevel = ERROR
            akka.remote {
              ipc.port = {{port}}
              retry-gate-closed-for = 100ms
              watch-failure-detector.acceptable-heartbeat-pause = 60s
            }
            bus.lanes {
              maximum-message-size = 64 MiB
              outbox-limit = 128 MiB
              retry-interval = 1s
            }
            """);
        return new MixedSide(
            carrier.CreateSystem(name, directory, Carrier.FrameBytesFor(Pattern.MostBytes), settings), carrier, name, closeEvery);
    }

    /// <summary>Begins an epoch: everybody sends.</summary>
    /// <exception cref="BenchmarkException">The other side's actors are not found.</exception>
    public async Task MeetAsync(Address other, int epoch, CancellationToken cancelled)
    {
        var clock = Stopwatch.StartNew();
        var sinks = await Task.WhenAll(Names.Select(name => FindAsync(new RootActorPath(other) / "user" / name, clock, cancelled)));
        foreach (var (sender, sink) in _senders.Zip(sinks))
            sender.Tell(new Meeting(epoch, sink, other));
    }

    /// <summary>Lets the senders rest until all that they have sent is acknowledged.</summary>
    /// <exception cref="BenchmarkException">It does not come to that.</exception>
    public async Task<IReadOnlyList<SenderCounts>> PauseAsync(CancellationToken cancelled)
    {
        try
        {
            return await Task.WhenAll(_senders.Select(sender => sender.Ask<SenderCounts>(Pause.Instance, DrainPatience, cancelled)));
        }
        catch (AskTimeoutException)
        {
            var counts = await Task.WhenAll(_senders.Select(sender => sender.Ask<SenderCounts>(Inquiry.Instance, cancelled)));
            throw new BenchmarkException($"From {Address.System} not all came to its end within {DrainPatience.TotalSeconds} s: " +
                string.Join("; ", counts.Select(count => $"{count.Name} {count.Acknowledged} of {count.Sent}")) +
                "; lanes " + string.Join(", ", Lanes?.Peers.All.Select(peer => $"{peer.State} {peer.LaneCount}") ?? []));
        }
    }

    public void GoOn()
    {
        foreach (var sender in _senders)
            sender.Tell(Resume.Instance);
    }

    /// <param name="measure">Collect garbage, and say what is left: after a pause.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<SideReport> ReportAsync(bool measure, CancellationToken cancelled)
    {
        var sinks = await Task.WhenAll(_sinks.Select(sink => AskAgainAsync(sink, cancelled)));
        var senders = await Task.WhenAll(_senders.Select(sender => sender.Ask<SenderCounts>(Inquiry.Instance, Patience, cancelled)));
        return new SideReport(
            sinks, senders, Interlocked.Read(ref _closings), Lanes?.Drops.Dropped ?? 0, measure ? ProcessSample.Take() : null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_closer is not null)
            await _closer.DisposeAsync();
        await Task.WhenAny(_system.Terminate(), Task.Delay(Patience));
    }

    /// <summary>Who is asked may just have stopped; the next one has the same counts.</summary>
    private static async Task<PairCounts> AskAgainAsync(IActorRef sink, CancellationToken cancelled)
    {
        for (var patience = 0; ; patience++)
        {
            try
            {
                return await sink.Ask<PairCounts>(Inquiry.Instance, TimeSpan.FromSeconds(2), cancelled);
            }
            catch (AskTimeoutException) when (patience < 10)
            {
                // Asked again.
            }
        }
    }

    /// <summary>As long as Akka.Remote keeps the address gated, it answers itself that there is nobody.</summary>
    private async Task<IActorRef> FindAsync(ActorPath path, Stopwatch clock, CancellationToken cancelled)
    {
        while (true)
        {
            try
            {
                return await _system.ActorSelection(path).ResolveOne(Patience, cancelled);
            }
            catch (ActorNotFoundException e)
            {
                if (clock.Elapsed > Patience)
                    throw new BenchmarkException($"{Address} did not find {path} within {Patience}.", e);
            }

            await Task.Delay(FindAgain, cancelled);
        }
    }

    private void CloseLanes()
    {
        foreach (var peer in Lanes?.Peers.All ?? [])
        {
            if (peer.State != LaneState.Open)
                continue;
            Interlocked.Increment(ref _closings);
            peer.Close();
        }
    }
}
