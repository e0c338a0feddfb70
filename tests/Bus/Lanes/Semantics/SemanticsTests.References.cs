using Akka.Actor;
using Bus.Testing;
using Bus.Testing.Actors;
using Bus.Tests.Lanes.Actors;
using Xunit;

namespace Bus.Tests.Lanes.Semantics;

public abstract partial class SemanticsTests
{
    [Fact]
    public async Task Selections_reach_whom_their_pattern_names()
    {
        var (near, far) = await StartPair();
        var (_, one) = StartRecorder(far, near, "member-1");
        var (_, two) = StartRecorder(far, near, "member-2");
        var (_, other) = StartRecorder(far, near, "other");
        near.System.ActorSelection(far.Address + "/user/member-1").Tell("exact");
        near.System.ActorSelection(far.Address + "/user/member-?").Tell("one letter");
        near.System.ActorSelection(far.Address + "/user/mem*").Tell("wildcard");
        near.System.ActorSelection(far.Address + "/user/other/../member-2").Tell("around");
        near.System.ActorSelection(far.Address + "/user/*").Tell("all");
        near.System.ActorSelection(far.Address + "/user/nobody*").Tell("nobody");
        await Passed(near, far);
        await Holds("all have arrived", () => one.Messages.Count == 4 && two.Messages.Count == 4 && other.Messages.Count == 1);
        Assert.Equal(["exact", "one letter", "wildcard", "all"], one.Messages);
        Assert.Equal(["one letter", "wildcard", "around", "all"], two.Messages);
        Assert.Equal(["all"], other.Messages);
    }

    [Fact]
    public async Task Selections_are_resolved_and_keep_their_order()
    {
        const int Count = 500;
        var (near, far) = await StartPair();
        var (target, recording) = StartRecorder(far, near, "target");
        var selection = near.System.ActorSelection(far.Address + "/user/target");
        Assert.Equal(target, await selection.ResolveOne(Eventually.Patience));
        await Assert.ThrowsAsync<ActorNotFoundException>(
            () => near.System.ActorSelection(far.Address + "/user/nobody").ResolveOne(Eventually.Patience));
        for (var i = 0; i < Count; i++)
            selection.Tell(i);
        await Holds("all have arrived", () => recording.Messages.Count == Count);
        Assert.Equal(Enumerable.Range(0, Count).Cast<object>(), recording.Messages);
    }

    [Fact]
    public async Task Asks_are_answered_and_leave_nothing_behind()
    {
        const int Count = 1000;
        var (near, far) = await StartPair();
        var echo = near.Find(far.Address, "/user/echo");
        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(number => echo.Ask<int>(number, Eventually.Patience)));
        Assert.Equal(Enumerable.Range(0, Count), answers);
        for (var i = 0; i < 100; i++)
            Assert.Equal(i, await echo.Ask<int>(i, Eventually.Patience));
        if (withLanes)
        {
            // The echo, and what was spoken of before.
            Assert.InRange(near.PeerAt(far).NamesCount, 0, 4);
            Assert.InRange(far.PeerAt(near).NamesCount, 0, 4);
        }
    }

    [Fact]
    public async Task Forward_keeps_the_sender()
    {
        var (near, far) = await StartPair();
        var third = StartNode("Third");
        var hereByFar = far.Find(near, near.System.ActorOf(Props.Create(() => new EchoActor())));
        var thirdByFar = far.Find(third, third.Echo());
        foreach (var end in new[] { hereByFar, thirdByFar })
        {
            var forwarder = near.Find(far, far.System.ActorOf(Props.Create(() => new ForwardingActor(end))));
            for (var i = 0; i < 20; i++)
                Assert.Equal(i, await forwarder.Ask<int>(i, Eventually.Patience));
        }
    }

    [Fact]
    public async Task References_in_messages_lead_to_whom_they_were_made_for()
    {
        var (near, far) = await StartPair();
        var third = StartNode("Third");
        var here = new Recording();
        var local = near.System.ActorOf(Props.Create(() => new RecordingActor(here)));
        var (inThird, there) = StartRecorder(third, near);
        var greeter = near.Find(far, far.System.ActorOf(Props.Create(() => new GreetingActor())));
        var back = await greeter.Ask<Introduction>(new Introduction(local, [inThird, greeter]), Eventually.Patience);
        Assert.Equal(local, back.Who);
        Assert.Equal([inThird, greeter], back.Friends);
        await Holds("both were greeted", () => !here.Messages.IsEmpty && !there.Messages.IsEmpty);
        Assert.Equal(["hello"], here.Messages);
        Assert.Equal(["hello, friend"], there.Messages);
        // Whoever was greeted knows who did it.
        Assert.Equal(greeter, here.Senders.Single());
        Assert.Equal(far.Address, there.Senders.Single().Path.Address);
    }

    [Fact]
    public async Task No_sender_is_nobody_there()
    {
        var (near, far) = await StartPair();
        var (target, recording) = StartRecorder(far, near);
        target.Tell("anonymous", ActorRefs.NoSender);
        target.Tell("anonymous again", ActorRefs.NoSender);
        await Holds("both have arrived", () => recording.Messages.Count == 2);
        Assert.All(recording.Senders, sender => Assert.Equal(far.System.DeadLetters, sender));
    }
}
