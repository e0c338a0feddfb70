using Bus.Transports.Links;
using Xunit;

namespace Bus.Transports.Tests.Links;

/// <summary>Who writes what has been accepted, and that nobody does any more once the link is torn down.</summary>
public sealed class OutboxTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The link ends while a sender is in the middle of a write. The sender finds the channel closed after the pump has left: nobody may wait
    /// for a turn that the pump will never take.
    /// </summary>
    [Fact]
    public void A_sender_that_outlives_the_pump_does_not_keep_the_link_from_ending()
    {
        using var channel = new ScriptedOutbound { OnWrite = _ => 0 };
        var outbox = new Outbox(channel, 1024 * 1024, _ => { }, () => { });
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
}
