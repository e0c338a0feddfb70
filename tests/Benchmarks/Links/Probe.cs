using System.Buffers.Binary;
using System.Diagnostics;
using Bus.Benchmarks.Load;
using Bus.Transports.Links;

namespace Bus.Benchmarks.Links;

/// <summary>
/// The near end of a link that is measured. One way it feeds the outbox with batches of frames, without a copy of its own and as fast as the
/// channel takes them, or appends them for as long as it has credits; for round trips it calls <see cref="Link.TrySend"/> for each. What comes it
/// looks at where it lies. One measurement at a time.
/// </summary>
/// <remarks>Guarded by the outbox's lock while a stream is fed: <c>_feeding</c>, <c>_until</c>, <c>_number</c>.</remarks>
internal sealed class Probe : ILinkListener, IFrameFeed
{
    /// <summary>
    /// The far end is asked for a credit, an empty frame, with each time that so many bytes are sent. Seldom enough to cost nothing.
    /// </summary>
    public const int CreditBytes = 128 * 1024;

    /// <summary>What is appended at once, about: as much as with the kernel's limit. No batch reaches across a credit.</summary>
    private const int BatchBytes = CreditBytes / 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Link _link;
    private readonly StampedFrame _frame;
    private readonly byte[] _payload;
    private readonly int _window;
    private TaskCompletionSource<long> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Latencies? _latencies;
    private SemaphoreSlim? _credits;
    private long _sentAt;
    private long _until;
    private ulong _number;
    private bool _feeding;

    /// <summary>Starts to listen to a link that nobody listens to yet.</summary>
    /// <param name="link">The link.</param>
    /// <param name="bytes">Of a frame's payload.</param>
    /// <param name="window">Credits that a stream begins with; without one left the sender sleeps. 0: a stream is fed. Null: there will be no stream.</param>
    public Probe(Link link, int bytes, int? window)
    {
        _window = window ?? 0;
        _link = link;
        _frame = new StampedFrame(bytes);
        _payload = new byte[bytes];
        if (window == 0)
            link.Outbox.Feed = this;
        link.Start(this);
    }

    /// <summary>Sends as much as the link takes until the time is over.</summary>
    /// <returns>From the first frame's sending to the last one's delivery, and how many there were.</returns>
    public async Task<(TimeSpan Elapsed, long Messages)> StreamAsync(TimeSpan duration, CancellationToken cancelled)
    {
        var (first, start) = (_number, Stopwatch.GetTimestamp());
        _until = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        using var credits = new SemaphoreSlim(_window);
        _credits = credits;
        if (_window > 0)
            await Task.Factory.StartNew(SendUntilTheEnd, cancelled, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        else
            StartToFeed();
        var end = await AnswerAsync("the end of a stream", _window > 0 ? TimeSpan.Zero : duration, cancelled);
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

    /// <summary>The outbox has room for a batch. As with the kernel's limit, whoever writes makes the next one when the last has been written.</summary>
    void IFrameFeed.Feed(ByteQueue queue)
    {
        if (!_feeding)
            return;
        var count = FramesOf(BatchBytes);
        _feeding = Stopwatch.GetTimestamp() < _until;
        var batch = new FrameBatch(_frame, _payload.Length, _number, count, _feeding ? 0 : StampedFrame.Last);
        _number += (ulong)count;
        batch.WriteTo(queue);
    }

    private void StartToFeed()
    {
        // Nobody is fed yet, so nobody looks at it.
        _feeding = true;
        _link.Outbox.Wake();
    }

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

    private void SendUntilTheEnd()
    {
        var (batch, credit) = (FramesOf(BatchBytes), FramesOf(CreditBytes));
        for (var (last, left) = (false, credit); !last;)
        {
            last = Stopwatch.GetTimestamp() >= _until;
            var count = Math.Min(batch, left);
            left -= count;
            var flags = last ? StampedFrame.Last : 0;
            if (left == 0)
            {
                left = credit;
                flags |= StampedFrame.Credit;
                _credits!.Wait();
            }

            SendBatch(count, flags);
        }
    }

    private int FramesOf(int bytes) => (bytes + _payload.Length - 1) / _payload.Length;

    private void Send(ulong flags)
    {
        _frame.Write(_payload, _number++ | flags);
        if (!_link.TrySend(_payload))
            throw TakesNoMore();
    }

    private void SendBatch(int count, ulong flags)
    {
        var batch = new FrameBatch(_frame, _payload.Length, _number, count, flags);
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
