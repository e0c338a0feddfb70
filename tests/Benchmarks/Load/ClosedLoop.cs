using System.Diagnostics;
using Akka.Actor;
using Bus.Benchmarks.Payloads;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Load;

/// <summary>Some clients that each have a fixed number of messages under way.</summary>
internal sealed class ClosedLoop
{
    /// <summary>From this process, to a client: begin.</summary>
    public static readonly object Go = new();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CarrierPair _pair;
    private readonly LoadSwitch _switch = new();
    private readonly TaskCompletionSource<ClientReport>[] _drained;
    private readonly IActorRef[] _clients;

    private ClosedLoop(CarrierPair pair, int clients, Func<int, LoadSwitch, TaskCompletionSource<ClientReport>, Props> client)
    {
        _pair = pair;
        _drained = [.. Enumerable.Range(0, clients)
            .Select(_ => new TaskCompletionSource<ClientReport>(TaskCreationOptions.RunContinuationsAsynchronously))];
        _clients = [.. _drained.Select((drained, i) => pair.Spawn(client(i, _switch, drained)))];
    }

    /// <summary>The shape of RemotePingPong: each client has an echoing actor of its own.</summary>
    public static ClosedLoop PingPong(CarrierPair pair, Payload payload, int clients, int inFlight) => new(pair, clients, (i, phases, drained) =>
        Props.Create(() => new PingClient(pair.Echoes[i], payload, inFlight, phases, drained)));

    /// <summary>One client sends, and the sink acknowledges now and then.</summary>
    public static ClosedLoop OneWay(CarrierPair pair, Payload payload) => new(pair, 1, (_, phases, drained) =>
        Props.Create(() => new OneWayClient(pair.Sink, payload, phases, drained)));

    /// <exception cref="BenchmarkException">Messages were lost, or came damaged.</exception>
    public async Task<LoadResult> RunAsync(TimeSpan warmUp, TimeSpan measured, CancellationToken cancelled)
    {
        try
        {
            await WhenReady(cancelled);
            var before = await _pair.UsageAsync(cancelled);
            foreach (var client in _clients)
                client.Tell(Go);
            await Task.Delay(warmUp, cancelled);
            var beginning = Stopwatch.GetTimestamp();
            _switch.Phase = LoadPhase.Measuring;
            await Task.Delay(measured, cancelled);
            _switch.Phase = LoadPhase.Draining;
            var elapsed = Stopwatch.GetElapsedTime(beginning);
            var reports = await WhenDrained(cancelled);
            return LoadResult.Of(elapsed, await _pair.UsageAsync(cancelled) - before, reports);
        }
        finally
        {
            foreach (var client in _clients)
                _pair.Stop(client);
        }
    }

    /// <summary>What clients allocate for themselves must not count as the messages'.</summary>
    private Task<ActorIdentity[]> WhenReady(CancellationToken cancelled) =>
        Task.WhenAll(_clients.Select(client => client.Ask<ActorIdentity>(new Identify(null), Patience, cancelled)));

    private async Task<ClientReport[]> WhenDrained(CancellationToken cancelled)
    {
        try
        {
            return await Task.WhenAll(_drained.Select(source => source.Task)).WaitAsync(Patience, cancelled);
        }
        catch (TimeoutException e)
        {
            var waiting = _drained.Count(source => !source.Task.IsCompleted);
            throw new BenchmarkException($"Over {_pair.Carrier} messages were lost: {waiting} of {_drained.Length} clients still " +
                $"wait for answers {Patience.TotalSeconds} s after the end.", e);
        }
    }
}
