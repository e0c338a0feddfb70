using System.Buffers.Binary;
using System.Diagnostics;
using Bus.Benchmarks.Load;
using Bus.Transports.Links;

namespace Bus.Benchmarks.Links;

/// <summary>
/// The near end of a link that is measured. One way it appends frames in batches, without a copy of its own; for round trips it
/// calls <see cref="Link.TrySend"/> for each. What comes it looks at where it lies. One measurement at a time.
/// </summary>
internal sealed class Probe : ILinkListener
{
    /// <summary>
    /// The far end gives a credit, an empty frame, for each time that so many bytes have come. Seldom enough to cost nothing.
    /// </summary>
    public const int CreditBytes = 128 * 1024;

    /// <summary>What is appended at once, as the kernel's limit does it.</summary>
    private const int BatchBytes = 64 * 1024;

    /// <summary>Credits that a stream begins with. Without one the sender sleeps, as it would in a write that blocks.</summary>
    private const int Window = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Link _link;
    private readonly StampedFrame _frame;
    private readonly byte[] _payload;
    private TaskCompletionSource<long> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Latencies? _latencies;
    private SemaphoreSlim? _credits;
    private long _sentAt;
    private long _until;
    private ulong _number;

    /// <summary>Starts to listen to a link that nobody listens to yet.</summary>
    public Probe(Link link, int bytes)
    {
        _link = link;
        _frame = new StampedFrame(bytes);
        _payload = new byte[bytes];
        link.Start(this);
    }

    /// <summary>Sends as much as the link takes, from a thread of its own, until the time is over.</summary>
    /// <returns>From the first frame's sending to the last one's delivery, and how many there were.</returns>
    public async Task<(TimeSpan Elapsed, long Messages)> StreamAsync(TimeSpan duration, CancellationToken cancelled)
    {
        var (first, start) = (_number, Stopwatch.GetTimestamp());
        using var credits = new SemaphoreSlim(Window);
        _credits = credits;
        await Task.Factory.StartNew(
            () => SendUntil(start + (long)(duration.TotalSeconds * Stopwatch.Frequency)),
            cancelled, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var end = await AnswerAsync("the end of a stream", TimeSpan.Zero, cancelled);
        return (Stopwatch.GetElapsedTime(start, end), (long)(_number - first));
    }

    /// <summary>
    /// Sends a frame, waits until it has come back, and sends the next: on the reader's thread, as whoever answers what has come
    /// does.
    /// </summary>
    public async Task<(TimeSpan Elapsed, Latencies RoundTrips)> PingAsync(TimeSpan duration, CancellationToken cancelled)
    {
        var latencies = new Latencies();
        var start = Stopwatch.GetTimestamp();
        (_latencies, _sentAt, _until) = (latencies, start, start + (long)(duration.TotalSeconds * Stopwatch.Frequency));
        Send(StampedFrame.Echo);
        var end = await AnswerAsync("the answer to a frame", duration, cancelled);
        _latencies = null;
        return (Stopwatch.GetElapsedTime(start, end), latencies);
    }

    void IFrameSink.OnFrame(byte[] payload) => OnFrame(payload);

    void IFrameSink.OnFrameInBlock(ReadOnlySpan<byte> payload) => OnFrame(payload);

    private void OnFrame(ReadOnlySpan<byte> payload)
    {
        if (payload.Length == 0)
        {
            _credits!.Release();
            return;
        }

        if (_latencies is null)
        {
            _answered.TrySetResult(BinaryPrimitives.ReadInt64LittleEndian(payload));
            return;
        }

        _frame.Check(payload, _number - 1);
        var now = Stopwatch.GetTimestamp();
        _latencies.Record(now - _sentAt);
        if (now >= _until)
        {
            _answered.TrySetResult(now);
            return;
        }

        // One look at the clock for each round trip, as with the kernel's limit.
        _sentAt = now;
        Send(StampedFrame.Echo);
    }

    void ILinkListener.OnEnded(LinkEnd end, string reason) =>
        _answered.TrySetException(new BenchmarkException($"The link over {_link.Peer.Mechanism} has ended: {reason}"));

    private void SendUntil(long end)
    {
        var batch = Math.Max(1, BatchBytes / (_payload.Length + FrameFormat.HeaderBytes));
        var sinceCredit = 0;
        for (var last = false; !last;)
        {
            last = Stopwatch.GetTimestamp() >= end;
            for (var i = batch; i > 0;)
            {
                // No batch reaches across a credit.
                var count = Math.Min(i, (CreditBytes - sinceCredit + _payload.Length - 1) / _payload.Length);
                if ((sinceCredit += count * _payload.Length) >= CreditBytes)
                {
                    sinceCredit = 0;
                    _credits!.Wait();
                }

                i -= count;
                SendBatch(count, last && i == 0);
            }
        }
    }

    private void Send(ulong flags)
    {
        _frame.Write(_payload, _number++ | flags);
        if (!_link.TrySend(_payload))
            throw TakesNoMore();
    }

    private void SendBatch(int count, bool last)
    {
        var batch = new FrameBatch(_frame, _payload.Length, _number, count, last);
        if (!_link.Outbox.TryAppend(ref batch))
            throw TakesNoMore();
        _number += (ulong)count;
    }

    private BenchmarkException TakesNoMore() => new($"The link over {_link.Peer.Mechanism} takes no more; {_link.Queued:N0} bytes wait.");

    private async Task<long> AnswerAsync(string what, TimeSpan duration, CancellationToken cancelled)
    {
        try
        {
            var answer = await _answered.Task.WaitAsync(duration + Patience, cancelled);
            _answered = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            return answer;
        }
        catch (TimeoutException e)
        {
            throw new BenchmarkException(
                $"Over {_link.Peer.Mechanism}, {what} did not come within {Patience.TotalSeconds} s after the end.", e);
        }
    }
}
