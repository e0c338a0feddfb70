using Akka.Actor;
using Akka.Event;
using Bus.Testing;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes.Semantics;

public abstract partial class SemanticsTests
{
    private const string Large = "akka.remote.ipc.maximum-frame-size = 256 KiB";

    private static readonly string Fragile = $$"""
        akka.actor {
          serializers.fragile = "{{typeof(FragileSerializer).AssemblyQualifiedName}}"
          serialization-bindings { "{{typeof(Fragile).AssemblyQualifiedName}}" = fragile }
        }
        """;

    [Theory]
    [InlineData(BreaksWhen.Written, true)]
    [InlineData(BreaksWhen.Named, true)]
    [InlineData(BreaksWhen.Read, false)]
    public async Task A_message_that_breaks_in_its_serializer_is_reported_and_the_next_ones_arrive(BreaksWhen when, bool here)
    {
        var (near, far) = await StartPair(Fragile, Fragile);
        var (target, recording) = StartRecorder(far, near);
        var errorsHere = near.Published<Error>();
        var warningsThere = far.Published<Warning>();
        for (var i = 0; i < 5; i++)
        {
            target.Tell(i);
            target.Tell(new Fragile(when));
        }

        target.Tell(new Fragile(BreaksWhen.Never));
        await Holds("the others have arrived", () => recording.Messages.Count == 6);
        Assert.Equal([0, 1, 2, 3, 4, new Fragile(BreaksWhen.Never)], recording.Messages);
        if (here)
            await Holds("it is in the log here", () => errorsHere.Count(error => Says(error, "erialization failed")) == 5);
        else
            await Holds("it is in the log there", () => warningsThere.Count(warning => Says(warning, "erialization failed")) == 5);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_reported_and_the_next_one_arrives()
    {
        var (near, far) = await StartPair();
        var (target, recording) = StartRecorder(far, near);
        var errors = near.Published<Error>();
        target.Tell(new byte[100_000]);
        target.Tell(new byte[200_000]);
        target.Tell("next");
        await Holds("the others have arrived", () => recording.Messages.Count == 2);
        Assert.Equal(100_000, Assert.IsType<byte[]>(recording.Messages.First()).Length);
        Assert.Equal("next", recording.Messages.Last());
        await Holds("it is in the log here", () => errors.Any(error => Says(error, "oversized payload")));
    }

    [Fact]
    public async Task Messages_for_nobody_are_in_dead_letters_there()
    {
        var (near, far) = await StartPair();
        var dead = far.Published<DeadLetter>();
        near.Find(far.Address, "/user/never-was").Tell("one");
        var (stopped, recording) = StartRecorder(far, near, "stopped");
        stopped.Tell(PoisonPill.Instance);
        await recording.Stopped.WaitAsync(Eventually.Patience);
        stopped.Tell("two");
        near.System.ActorSelection(far.Address + "/user/neither").Tell("three");
        foreach (var text in new[] { "one", "two", "three" })
            await Holds($"{text} is in dead letters", () => dead.Any(letter => Has(letter.Message.ToString(), text)));
        Assert.Equal("/user/never-was", dead.Single(letter => letter.Message is "one").Recipient.Path.ToStringWithoutAddress());
    }

    [Fact]
    public async Task An_actor_that_was_made_again_gets_what_is_for_its_name_and_nothing_for_its_predecessor()
    {
        const int Times = 20;
        var (near, far) = await StartPair();
        var dead = far.Published<DeadLetter>();
        var byName = near.Find(far.Address, "/user/phoenix");
        for (var i = 0; i < Times; i++)
        {
            var recording = new Recording();
            var actor = await far.System.SuccessorOf("phoenix", Props.Create(() => new RecordingActor(recording)));
            var byUid = near.Find(far, actor);
            byUid.Tell("by uid");
            await Holds("it has arrived", () => recording.Messages.Count == 1);
            byUid.Tell(PoisonPill.Instance);
            await recording.Stopped.WaitAsync(Eventually.Patience);
            var next = new Recording();
            var successor = await far.System.SuccessorOf("phoenix", Props.Create(() => new RecordingActor(next)));
            byUid.Tell("too late");
            // Without lanes, Akka.Remote may remember the predecessor under the name, and what is told by name is in dead letters too.
            if (withLanes)
            {
                byName.Tell("in time");
                await Holds("it has arrived", () => next.Messages.Contains("in time"));
            }

            await Holds("it is in dead letters", () => dead.Count(letter => letter.Message is "too late") == i + 1);
            Assert.Equal(withLanes ? ["in time"] : [], next.Messages);
            Assert.True(await successor.GracefulStop(Eventually.Patience));
        }
    }

    private static bool Says(LogEvent line, string what) =>
        Has(line.Message.ToString(), what) || Has(line.Cause?.Message, what);

    private static bool Has(string? text, string what) => text?.Contains(what, StringComparison.Ordinal) == true;
}
