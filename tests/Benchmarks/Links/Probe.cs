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

    /// <summary>What is appended at once, about: as much as with the kernel's limit. No batch reaches across a credit.</summary>
    private const int BatchBytes = CreditBytes / 2;

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

        // One look at the clock for each round trip, as with the kernel's limit; what is seen is noted while the next is under way.
        _frame.Check(payload, _number - 1);
        var (sentAt, now) = (_sentAt, Stopwatch.GetTimestamp());
        _sentAt = now;
        if (now < _until)
            Send(StampedFrame.Echo);
        _latencies.Record(now - sentAt);
        if (now >= _until)
            _answered.TrySetResult(now);
    }

    void ILinkListener.OnEnded(LinkEnd end, string reason) =>
        _answered.TrySetException(new BenchmarkException($"The link over {_link.Peer.Mechanism} has ended: {reason}"));

    private void SendUntil(long end)
    {
        var (batch, credit) = (FramesOf(BatchBytes), FramesOf(CreditBytes));
        for (var (last, left) = (false, credit); !last;)
        {
            last = Stopwatch.GetTimestamp() >= end;
            var count = Math.Min(batch, left);
            left -= count;
            if (left == 0)
            {
                left = credit;
                _credits!.Wait();
            }

            SendBatch(count, last);
        }

        int FramesOf(int bytes) => (bytes + _payload.Length - 1) / _payload.Length;
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
