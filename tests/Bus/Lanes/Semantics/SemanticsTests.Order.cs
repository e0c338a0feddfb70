using Akka.Actor;
using Akka.Event;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes.Semantics;

public abstract partial class SemanticsTests
{
    private const int Repetitions = 300;
    private const int Before = 7;

    [Fact]
    public async Task A_PoisonPill_comes_after_what_was_told_before_it_and_before_what_was_told_after_it()
    {
        var (near, far) = await StartPair();
        var recorders = Enumerable.Range(0, Repetitions).Select(_ => StartRecorder(far, near)).ToArray();
        foreach (var (target, _) in recorders)
        {
            Tell(target, 0, Before);
            target.Tell(PoisonPill.Instance);
            Tell(target, Before, Before + 3);
        }

        foreach (var (_, recording) in recorders)
        {
            await recording.Stopped.WaitAsync(Testing.Eventually.Patience);
            Assert.Equal(Enumerable.Range(0, Before).Cast<object>(), recording.Messages);
        }
    }

    [Fact]
    public async Task A_stop_comes_after_what_was_told_before_it_has_arrived_and_before_what_was_told_after_it()
    {
        var (near, far) = await StartPair();
        var dead = far.Published<DeadLetter>();
        var received = 0;
        for (var batch = 0; batch < 6; batch++)
        {
            var recorders = Enumerable.Range(0, Repetitions / 6).Select(_ => StartRecorder(far, near)).ToArray();
            foreach (var (target, _) in recorders)
            {
                Tell(target, 0, Before);
                near.System.Stop(target);
                Tell(target, Before, Before + 3);
            }

            foreach (var (_, recording) in recorders)
            {
                await recording.Stopped.WaitAsync(Testing.Eventually.Patience);
                // A stop goes past what waits in the mailbox, here as everywhere; nothing comes after it. (Without lanes, Akka.Remote
                // sends a system message again that was not acknowledged, and what users send may overtake it.)
                Assert.InRange(recording.Messages.Count, 0, withLanes ? Before : Before + 3);
                Assert.Equal(Enumerable.Range(0, recording.Messages.Count).Cast<object>(), recording.Messages);
                received += recording.Messages.Count;
            }
        }

        await Holds("what was not received is in dead letters", () =>
            dead.Count(letter => letter.Message is int) == (Repetitions * (Before + 3)) - received);
    }

    [Fact]
    public async Task A_stop_waits_for_what_was_told_before_it_even_if_it_is_large()
    {
        var (near, far) = await StartPair(Large, Large);
        for (var i = 0; i < 20; i++)
        {
            var dead = far.Published<DeadLetter>();
            var (target, recording) = StartRecorder(far, near);
            target.Tell(new byte[100_000]);
            near.System.Stop(target);
            await recording.Stopped.WaitAsync(Testing.Eventually.Patience);
            await Holds(
                "the message has arrived before", () => recording.Messages.Count + dead.Count(letter => letter.Message is byte[]) == 1);
        }
    }

    [Fact]
    public async Task Terminated_comes_after_the_last_words()
    {
        var (near, far) = await StartPair();
        var recordings = new List<Recording>();
        for (var i = 0; i < Repetitions; i++)
        {
            var recording = new Recording();
            recordings.Add(recording);
            var speaker = near.Find(far, far.System.ActorOf(Props.Create(() => new LastWordsActor())));
            near.System.ActorOf(Props.Create(() => new MournerActor(recording, speaker, Before))).Tell("ask");
        }

        foreach (var recording in recordings)
        {
            await recording.Stopped.WaitAsync(Testing.Eventually.Patience);
            Assert.Equal(Enumerable.Range(0, Before).Cast<object>(), recording.Messages.SkipLast(1));
            Assert.IsType<Terminated>(recording.Messages.Last());
        }
    }

    [Fact]
    public async Task Many_senders_and_many_recipients_keep_the_order_of_each_pair()
    {
        const int Each = 300;
        var (near, far) = await StartPair();
        var recorders = Enumerable.Range(0, 5).Select(_ => StartRecorder(far, near)).ToArray();
        var senders = Testing.Lanes.Flood.Senders(near.System, 5);
        await Task.WhenAll(senders.Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                foreach (var (target, _) in recorders)
                    target.Tell(i, sender);
            }
        })));
        foreach (var (_, recording) in recorders)
        {
            await Holds("all have arrived", () => recording.Messages.Count == Each * senders.Count);
            foreach (var pair in recording.Messages.Zip(recording.Senders).GroupBy(one => one.Second))
                Assert.Equal(Enumerable.Range(0, Each).Cast<object>(), pair.Select(one => one.First));
        }
    }

    private static void Tell(IActorRef target, int first, int end)
    {
        for (var i = first; i < end; i++)
            target.Tell(i);
    }
}
