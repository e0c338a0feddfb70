using Bus.Transports.Links;
using CsCheck;
using Xunit;

namespace Bus.Transports.Tests.Links;

/// <summary>An outbox against what it should be: queues whose frames come out once, whole and in order, until one is the last.</summary>
public sealed class OutboxModelTests
{
    private const int Sender = 1;
    private const int Always = 2;
    private const int Feeder = 3;
    private const int Last = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private enum Step
    {
        Append,
        AppendAlways,
        Feed,
        Seal,
        Complete,
    }

    [Fact]
    public void What_is_accepted_comes_out_once_and_in_order() => Gen.Select(
        Gen.Select(Gen.Frequency((20, Gen.Const(Step.Append)), (5, Gen.Const(Step.AppendAlways)), (5, Gen.Const(Step.Feed)), (1, Gen.Const(Step.Seal)), (1, Gen.Const(Step.Complete))),
            Gen.Int[1, 3], Gen.Int[0, 900]).Array[1, 80],
        Gen.Int[0, 3000].Array[1, 20],
        Gen.Bool).Sample((steps, takes, cheap) =>
        {
            var take = 0;
            // It takes nothing at times, but not for ever.
            using var channel = new RecordingOutbound(() => takes[take++ % takes.Length] + (take % 50 == 0 ? 1 : 0), cheap);
            using var drained = new ManualResetEventSlim();
            var feed = new CountedFeed(Feeder);
            var outbox = new Outbox(channel, 8000, failure => throw failure, () => { }, drained.Set) { Feed = feed };
            var expected = new Dictionary<int, int> { [Sender] = 0, [Always] = 0, [Last] = 0 };
            var fed = 0;
            bool sealedNow = false, complete = false;
            foreach (var (step, count, padding) in steps)
            {
                var writer = step == Step.AppendAlways ? Always : step == Step.Seal ? Last : Sender;
                var frames = new NumberedFrames(writer, expected.GetValueOrDefault(writer), count, padding);
                switch (step)
                {
                    case Step.Append when outbox.TryAppend(ref frames):
                        Assert.False(sealedNow || complete);
                        expected[Sender] += count;
                        break;
                    case Step.Append:
                        // What waits only shrinks by itself, but for what is fed.
                        Assert.True(sealedNow || complete || outbox.Queued + frames.MostBytes > 8000 || channel.Written.Length > 0);
                        break;
                    case Step.AppendAlways:
                        Assert.Equal(!complete, outbox.TryAppend(ref frames, always: true));
                        expected[Always] += complete ? 0 : count;
                        break;
                    case Step.Feed:
                        feed.Add(count);
                        fed += complete ? 0 : count;
                        outbox.Wake();
                        break;
                    case Step.Seal:
                        outbox.Seal(ref frames);
                        expected[Last] += sealedNow || complete ? 0 : count;
                        sealedNow = true;
                        break;
                    default:
                        outbox.Complete();
                        complete = true;
                        break;
                }

                Assert.Equal(!sealedNow && !complete, outbox.IsOpen);
            }

            outbox.Complete();
            Assert.True(drained.Wait(Limit));
            Assert.Equal(0, outbox.Queued);
            var got = NumberedFrames.Read(channel.Written).ToLookup(frame => frame.Writer, frame => frame.Number);
            foreach (var (writer, count) in expected)
                Assert.Equal(Enumerable.Range(0, count), got[writer]);
            Assert.Equal(Enumerable.Range(0, feed.Given), got[Feeder]);
            Assert.True(feed.Given >= fed, $"{feed.Given} of {fed} came out of the feed.");
            channel.Close();
            Assert.Equal(0, outbox.Abort());
        }, iter: 300);

    /// <summary>What a sender was told is accepted is before the last frame, and nothing is behind it.</summary>
    [Fact]
    public void Nothing_gets_in_behind_the_last_frame()
    {
        for (var round = 0; round < 50; round++)
        {
            using var channel = new RecordingOutbound(() => 700);
            using var drained = new ManualResetEventSlim();
            using var begun = new CountdownEvent(3);
            var outbox = new Outbox(channel, long.MaxValue, failure => throw failure, () => { }, drained.Set);
            var accepted = new int[3];
            var senders = Enumerable.Range(0, 3).Select(writer => new Thread(() =>
            {
                begun.Signal();
                while (true)
                {
                    var frames = new NumberedFrames(writer, accepted[writer], 1, 10);
                    if (!outbox.TryAppend(ref frames))
                        return;
                    accepted[writer]++;
                }
            })).ToArray();
            Array.ForEach(senders, sender => sender.Start());
            begun.Wait();
            var last = new NumberedFrames(Last, 0, 1, 0);
            outbox.Seal(ref last);
            outbox.Seal(ref last);
            Array.ForEach(senders, sender => sender.Join());
            outbox.Complete();
            Assert.True(drained.Wait(Limit));
            var got = NumberedFrames.Read(channel.Written);
            Assert.Equal((Last, 0), got[^1]);
            for (var writer = 0; writer < 3; writer++)
                Assert.Equal(Enumerable.Range(0, accepted[writer]), got.Where(frame => frame.Writer == writer).Select(frame => frame.Number));
        }
    }

    /// <summary>What the channel does not take at once is kept.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(5000)]
    public void Large_frames_of_several_senders_come_out_whole_and_in_order(int least)
    {
        const int Senders = 3;
        const int Each = 300;
        var takes = new Random(least);
        // At times it is full, at times it takes a part.
        using var channel = new RecordingOutbound(() => takes.Next(4) == 0 ? least : 5000);
        using var drained = new ManualResetEventSlim();
        var outbox = new Outbox(channel, long.MaxValue, failure => throw failure, () => { }, drained.Set);
        var threads = Enumerable.Range(0, Senders).Select(sender => new Thread(() =>
        {
            var sizes = new Random(sender);
            for (var number = 0; number < Each; number++)
            {
                var frame = new byte[8 + sizes.Next(12_000)];
                Array.Fill(frame, (byte)(sender + number));
                BitConverter.TryWriteBytes(frame, sender);
                BitConverter.TryWriteBytes(frame.AsSpan(4), number);
                Assert.True(outbox.TryAppend(frame));
                // Nobody may write what the sender's memory holds later.
                Array.Clear(frame);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        outbox.Complete();
        Assert.True(drained.Wait(Limit));
        Assert.Equal(0, outbox.Queued);
        var sum = new Dictionary<int, int>();
        new FrameReader(64 * 1024).Feed(channel.Written, new WholeFrames(sum));
        Assert.Equal(Enumerable.Range(0, Senders).ToDictionary(sender => sender, _ => Each), sum);
        channel.Close();
        Assert.Equal(0, outbox.Abort());
    }

    /// <summary>What the feed still has is not waited for: it comes out as long as there is a drainer, and the end comes all the same.</summary>
    [Fact]
    public void A_feed_that_has_more_does_not_keep_the_link_from_ending()
    {
        using var channel = new ScriptedOutbound { OnWrite = _ => 0 };
        var feed = new CountedFeed(Feeder);
        var outbox = new Outbox(channel, 1000, _ => { }, () => { }, () => { }) { Feed = feed };
        feed.Add(1000);
        outbox.Wake();
        Assert.True(SpinWait.SpinUntil(() => channel.Waiter is not null, Limit));
        outbox.Complete();
        channel.Close();
        var teardown = new Thread(() => outbox.Abort()) { IsBackground = true };
        teardown.Start();
        Assert.True(teardown.Join(Limit));
        Assert.InRange(feed.Given, 1, 2);
    }

    /// <summary>The last frame is written by the thread that seals, which may not hold up those that append.</summary>
    [Fact]
    public void An_outbox_is_not_locked_while_its_last_frame_is_written()
    {
        using var inWrite = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var channel = new ScriptedOutbound
        {
            OnWrite = bytes =>
            {
                inWrite.Set();
                release.Wait();
                return bytes;
            },
        };
        var outbox = new Outbox(channel, 1000, _ => { }, () => { }, () => { });
        var sealer = new Thread(() =>
        {
            var last = new NumberedFrames(Last, 0, 1, 0);
            outbox.Seal(ref last);
        });
        sealer.Start();
        Assert.True(inWrite.Wait(Limit));
        var appender = new Thread(() => outbox.TryAppend("refused"u8)) { IsBackground = true };
        appender.Start();
        Assert.True(appender.Join(Limit), "An appender waits for a write.");
        release.Set();
        sealer.Join();
    }

    /// <summary>No array holds what an unbounded outbox may be asked to: it is full before.</summary>
    [Fact]
    public void An_outbox_without_a_limit_has_that_of_an_array()
    {
        using var channel = new ScriptedOutbound { OnWrite = _ => 0 };
        var outbox = new Outbox(channel, long.MaxValue, _ => { }, () => { }, () => { });
        var huge = new NumberedFrames(Sender, 0, 1, int.MaxValue - 100);
        Assert.False(outbox.TryAppend(ref huge));
        Assert.Throws<InvalidOperationException>(() =>
        {
            var queue = new ByteQueue();
            queue.Extend(100);
            queue.Extend(int.MaxValue - 50);
        });
        channel.Close();
        outbox.Abort();
    }

    private sealed class WholeFrames(Dictionary<int, int> next) : IFrameSink
    {
        public void OnFrameInBlock(ReadOnlySpan<byte> payload)
        {
            var (sender, number) = (BitConverter.ToInt32(payload), BitConverter.ToInt32(payload[4..]));
            Assert.Equal(next.GetValueOrDefault(sender), number);
            Assert.False(payload[8..].ContainsAnyExcept((byte)(sender + number)));
            next[sender] = number + 1;
        }

        public void OnFrame(byte[] payload) => OnFrameInBlock(payload);
    }
}
