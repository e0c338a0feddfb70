using Bus.Testing;
using Bus.Transports.Links;
using Xunit;

namespace Bus.Transports.Tests.Links;

/// <summary>Who writes what has been accepted, and that nobody does any more once the link is torn down.</summary>
public sealed class OutboxTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The link ends while a sender is in the middle of a write. The sender finds the channel closed after the pump has left:
    /// nobody may wait for a turn that the pump will never take.
    /// </summary>
    [Fact]
    public void A_sender_that_outlives_the_pump_does_not_keep_the_link_from_ending()
    {
        using var channel = new ScriptedOutbound { OnWrite = _ => 0 };
        var outbox = new Outbox(channel, 1024 * 1024, _ => { }, () => { }, () => { });
        Assert.True(outbox.TryAppend("full, so there is a pump"u8));
        Assert.True(SpinWait.SpinUntil(() => channel.Waiter is not null, Limit));
        channel.OnWrite = bytes => bytes;
        channel.LetWriters();
        Assert.True(SpinWait.SpinUntil(() => outbox.Queued == 0, Limit));

        using var inWrite = new ManualResetEventSlim();
        using var closed = new ManualResetEventSlim();
        channel.OnWrite = bytes =>
        {
            // The pump may not have gone back to sleep yet; then this is still its turn.
            if (Thread.CurrentThread == channel.Waiter)
                return bytes;
            inWrite.Set();
            closed.Wait();
            return 0;
        };
        var sender = new Thread(() =>
        {
            while (!inWrite.IsSet)
                outbox.TryAppend("the last words"u8);
        });
        sender.Start();
        Assert.True(inWrite.Wait(Limit));
        channel.Close();
        var teardown = new Thread(() => outbox.Abort()) { IsBackground = true };
        teardown.Start();
        Assert.True(channel.Waiter!.Join(Limit));
        closed.Set();
        Assert.True(teardown.Join(Limit), "The outbox waits for a drainer that does not exist.");
        sender.Join();
    }

    /// <summary>Who answers what it has just read writes the answer, however busy the channel was a moment ago.</summary>
    [Fact]
    public void The_first_answer_to_a_block_goes_out_at_once() =>
        GoesOutAtOnce("an answer"u8, outbox => outbox.ExpectAnswer());

    /// <summary>Nobody has to wait for more to come if there is a batch already.</summary>
    [Fact]
    public void What_is_a_batch_already_goes_out_at_once() => GoesOutAtOnce(new byte[40 * 1024], _ => { });

    /// <summary>
    /// Frames that wait for a thread of the pool are in nobody's hands: a busy pool does not delay the end of a link.
    /// </summary>
    [Fact]
    public void A_pool_without_a_free_thread_does_not_keep_the_link_from_ending()
    {
        var release = new ManualResetEventSlim(); // Not disposed: the pool comes to the last of its waiters long after this test.
        using var channel = new ScriptedOutbound { Cheap = false };
        var outbox = new Outbox(channel, 1024 * 1024, _ => { }, () => { }, () => { });
        // Many more than the pool makes threads for within the limit.
        for (var i = 0; i < 200; i++)
            ThreadPool.UnsafeQueueUserWorkItem(gate => gate.Wait(), release, preferLocal: false);
        try
        {
            while (outbox.Queued == 0)
                Assert.True(outbox.TryAppend("just after another one"u8));
            channel.Close();
            var teardown = new Thread(() => outbox.Abort()) { IsBackground = true };
            teardown.Start();
            Assert.True(teardown.Join(Limit), "The outbox waits for the thread pool.");
        }
        finally
        {
            release.Set();
        }
    }

    /// <summary>Each frame is a few bytes, its header, longer than a block: as blocks of their own, these would take as much of a queue as a whole one.</summary>
    [Fact]
    public void What_a_fed_batch_leaves_goes_out_with_the_next()
    {
        const int Frames = 10;
        var written = new List<int>();
        using var channel = new ScriptedOutbound { Cheap = false };
        channel.OnWrite = bytes =>
        {
            written.Add(bytes);
            return bytes;
        };
        var block = channel.MaxBlockBytes;
        var outbox = new Outbox(channel, 1024 * 1024, failure => throw failure, () => { }, () => { }) { Feed = new LargeFrames(block, Frames) };
        outbox.Wake();
        Assert.True(SpinWait.SpinUntil(() => !outbox.IsDraining, Limit));
        Assert.Equal(0, outbox.Queued);
        Assert.Equal([.. Enumerable.Repeat(block, Frames), Frames * FrameFormat.HeaderBytes], written);
    }

    private static void GoesOutAtOnce(ReadOnlySpan<byte> payload, Action<Outbox> prepare)
    {
        Thread? writer = null;
        using var channel = new ScriptedOutbound { Cheap = false };
        channel.OnWrite = bytes =>
        {
            writer = Thread.CurrentThread;
            return bytes;
        };
        var outbox = new Outbox(channel, 1024 * 1024, _ => { }, () => { }, () => { });
        // One after the other, as on a channel that is busy all the time.
        for (var i = 0; i < 100; i++)
        {
            writer = null;
            prepare(outbox);
            Assert.True(outbox.TryAppend(payload));
            Assert.Equal(0, outbox.Queued);
            Assert.Same(Thread.CurrentThread, writer);
        }
    }

    [Fact]
    public async Task The_memory_of_a_burst_is_given_up_once_all_has_been_written()
    {
        const int Burst = 8 * 1024 * 1024;
        var isFull = true;
        using var channel = new ScriptedOutbound { OnWrite = bytes => Volatile.Read(ref isFull) ? 0 : bytes };
        var outbox = new Outbox(channel, 4 * Burst, failure => throw failure, () => { }, () => { });
        var payload = new byte[Burst / 8];
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 8; i++)
            Assert.True(outbox.TryAppend(payload));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, Burst, long.MaxValue);
        Volatile.Write(ref isFull, false);
        channel.LetWriters();
        await Eventually.True("all has been written", () => outbox.Queued == 0 && !outbox.IsDraining);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Burst / 4);
        channel.Close();
        outbox.Abort();
    }

    /// <summary>Gives one frame at a time, as long as it has some.</summary>
    private sealed class LargeFrames(int bytes, int count) : IFrameFeed
    {
        private int _given;

        public void Feed(ByteQueue queue)
        {
            if (_given++ < count)
                FrameFormat.Append(queue, bytes);
        }
    }
}
