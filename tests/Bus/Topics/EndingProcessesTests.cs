using Akka.Event;
using Bus.Testing.Lanes;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>Processes with subscribers that are killed, or stand still: nobody else notices.</summary>
public sealed class EndingProcessesTests : TopicTests
{
    [Fact]
    public async Task A_killed_process_is_published_to_no_more_and_the_others_go_on()
    {
        const int Count = 20_000;
        var near = Start("Near", NoDrops);
        var doomed = await StartPeer(near, "Doomed");
        var survivor = await StartPeer(near, "Survivor");
        foreach (var peer in new[] { doomed, survivor })
        {
            await Do(near, peer, "subscribe s t");
            await Do(near, peer, "subscribe member t g");
        }

        var publishing = Publish(near, "t", Flood.Senders(near.System, 2), Count);
        doomed.Kill();
        await publishing;
        await HasAll(near, survivor, "s", 2, Count);
        Assert.InRange((await Numbers(near, survivor, "member")).Received, 1, 2 * Count);
        // While both are in the group, it never takes two in a row.
        var round = 0;
        var texts = await Until(
            () =>
            {
                MessageBus.Get(near.System).Publish("t", $"{++round}a");
                MessageBus.Get(near.System).Publish("t", $"{round}b");
                return Texts(near, survivor, "member");
            },
            HasBothOfARound);
        Assert.True(HasBothOfARound(texts), string.Join(' ', texts));

        bool HasBothOfARound(string[] seen) => Enumerable.Range(1, round).Any(i => seen.Contains($"{i}a") && seen.Contains($"{i}b"));
    }

    [Fact]
    public async Task A_process_that_stands_still_delays_nobody_and_only_its_own_messages_are_dropped()
    {
        const int Batches = 60;
        const int Each = 1000;
        var near = Start("Near", "bus.lanes.outbox-limit = 1 MiB");
        var stopped = await StartPeer(near, "Stopped");
        var running = await StartPeer(near, "Running");
        foreach (var peer in new[] { stopped, running })
            await Do(near, peer, "subscribe s t");
        var dead = near.Published<DeadLetter>();
        var sender = Flood.Senders(near.System, 1)[0];
        await stopped.Stop();
        for (var i = 0; i < Batches * Each; i++)
        {
            MessageBus.Get(near.System).Publish("t", i, sender);
            // Not faster than the one that runs.
            if (i % Each == Each - 1)
                await HasAll(near, running, "s", 1, i + 1);
        }

        Assert.NotEmpty(dead);
        Assert.All(dead, letter => Assert.Equal("Stopped", letter.Recipient.Path.Address.System));
        stopped.Continue();
        // Its lane is full until it has caught up.
        await near.EchoAnswers(stopped.Address!);
        MessageBus.Get(near.System).Publish("t", "again");
        await HasTexts(near, stopped, "s", "again");
        var report = await Numbers(near, stopped, "s");
        Assert.True(report.Disorder is null && report.Skipped == 0, report.ToString());
    }
}
