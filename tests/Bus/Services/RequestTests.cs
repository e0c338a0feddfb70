using Akka.Actor;
using Akka.Event;
using Bus.Services;
using Bus.Testing;
using Bus.Tests.Lanes;
using Xunit;

namespace Bus.Tests.Services;

/// <summary>What waits for answers: the least outstanding, and who wants to fail over.</summary>
public sealed class RequestTests : LaneTests
{
    private static readonly ServiceUse FailOver = new() { FailOver = true };

    [Fact]
    public async Task An_answer_comes_as_if_the_member_had_been_asked_itself()
    {
        var near = new ServiceNode(Start("Near"));
        await near.Registry.Register("orders", near.Node.Echo(), ServiceRouting.LeastOutstanding);
        var (sender, recording) = near.Sender();
        near.Service("orders").Tell("hello", sender);
        await Eventually.True("the answer is here", () => !recording.Messages.IsEmpty);
        Assert.Equal("hello", Assert.Single(recording.Messages));
        Assert.Equal(near.Node.Find(near.Node.Address, "/user/echo"), Assert.Single(recording.Senders));
        Assert.Equal("hello", await near.Service("orders").Ask<string>("hello", Eventually.Patience));
        Assert.Equal(0, Outstanding(near));
    }

    [Fact]
    public async Task The_member_that_owes_fewer_answers_gets_more()
    {
        var near = new ServiceNode(Start("Near"));
        var (_, slow) = near.Recorder("orders", ServiceRouting.LeastOutstanding);
        await near.Registry.Register("orders", near.Node.Echo(), ServiceRouting.LeastOutstanding);
        for (var i = 0; i < 20; i++)
        {
            // The first that goes to the silent one gets no answer, and from then on that one owes more.
            try
            {
                await near.Service("orders").Ask<int>(i, TimeSpan.FromMilliseconds(200));
            }
            catch (AskTimeoutException)
            {
            }
        }

        Assert.Single(slow.Messages);
        Assert.Equal(1, Outstanding(near));
    }

    [Fact]
    public async Task Messages_without_a_sender_are_not_counted()
    {
        var near = new ServiceNode(Start("Near"));
        var (_, member) = near.Recorder("orders", ServiceRouting.LeastOutstanding);
        near.Service("orders", FailOver).Tell("one", ActorRefs.NoSender);
        near.Service("orders", FailOver).Tell("two", near.Node.System.DeadLetters);
        await Eventually.True("both are here", () => member.Messages.Count == 2);
        Assert.Equal(0, Outstanding(near));
    }

    [Fact]
    public async Task What_is_not_answered_in_time_is_not_outstanding_any_more()
    {
        var near = new ServiceNode(Start("Near", "bus.services.request-timeout = 100 ms"));
        var (_, member) = near.Recorder("orders", ServiceRouting.LeastOutstanding);
        var (sender, _) = near.Sender();
        var dead = near.Node.Published<DeadLetter>();
        for (var i = 0; i < 10; i++)
            near.Service("orders").Tell(i, sender);
        await Eventually.True("all are given up", () => member.Senders.Count == 10 && Outstanding(near) == 0);
        member.Senders.First().Tell("too late");
        await Eventually.True("a late answer is in dead letters", () => dead.Any(letter => letter.Message is "too late"));
    }

    [Fact]
    public async Task More_requests_than_are_waited_for_are_sent_without_a_stand_in_for_their_sender()
    {
        var near = new ServiceNode(Start("Near", "bus.services.maximum-requests = 2"));
        var (_, member) = near.Recorder("orders", ServiceRouting.LeastOutstanding);
        var (sender, _) = near.Sender();
        for (var i = 0; i < 4; i++)
            near.Service("orders").Tell(i, sender);
        await Eventually.True("all are here", () => member.Senders.Count == 4);
        Assert.Equal([false, false, true, true], member.Senders.Select(seen => ReferenceEquals(seen, sender)));
        Assert.Equal(2, Outstanding(near));
    }

    [Theory]
    [InlineData(ServiceRouting.RoundRobin)]
    [InlineData(ServiceRouting.LeastOutstanding)]
    public async Task A_request_whose_member_dies_goes_to_another_and_is_answered_once(ServiceRouting routing)
    {
        var near = new ServiceNode(Start("Near"));
        var (first, recording) = near.Recorder("orders", routing);
        var (sender, answers) = near.Sender();
        near.Service("orders", FailOver).Tell("who are you?", sender);
        await Eventually.True("the first has it", () => recording.Messages.Count == 1);
        await near.Registry.Register("orders", near.Node.Echo(), routing);
        near.Node.System.Stop(first);
        await Eventually.True("the answer is here", () => !answers.Messages.IsEmpty);
        var dead = near.Node.Published<DeadLetter>();
        recording.Senders.First().Tell("an answer from the grave");
        await Eventually.True("the second answer is in dead letters", () => dead.Any(letter => letter.Message is "an answer from the grave"));
        Assert.Equal(["who are you?"], answers.Messages);
        Assert.Equal(0, Outstanding(near));
    }

    [Fact]
    public async Task A_request_whose_last_member_dies_waits_for_the_next_one()
    {
        var near = new ServiceNode(Start("Near"));
        var (first, recording) = near.Recorder("orders");
        var answer = near.Service("orders", FailOver).Ask<string>("hello", Eventually.Patience);
        await Eventually.True("the first has it", () => recording.Messages.Count == 1);
        near.Node.System.Stop(first);
        await Eventually.True("it is no member any more", () => near.Board.Posted.Count == 2);
        await near.Registry.Register("orders", near.Node.Echo(), ServiceRouting.RoundRobin);
        Assert.Equal("hello", await answer);
    }

    [Fact]
    public async Task A_request_that_members_die_of_is_given_up_in_the_end()
    {
        var near = new ServiceNode(Start("Near", "bus.services.fail-over-limit = 2"));
        var dead = near.Node.Published<DeadLetter>();
        var (sender, _) = near.Sender();
        var members = Enumerable.Range(0, 4).Select(_ => near.Recorder("orders")).ToArray();
        near.Service("orders", FailOver).Tell("poison", sender);
        for (var i = 0; i < 3; i++)
        {
            var count = i + 1;
            await Eventually.True("the next one has it", () => members.Sum(member => member.Recording.Messages.Count) == count);
            near.Node.System.Stop(members.Single(member => !member.Recording.Messages.IsEmpty && !member.Recording.Stopped.IsCompleted).Actor);
        }

        await Eventually.True("it is in dead letters", () => dead.Any(letter => letter.Message is "poison"));
        Assert.Equal(3, members.Sum(member => member.Recording.Messages.Count));
    }

    [Fact]
    public async Task A_member_that_leaves_and_lives_on_may_still_answer()
    {
        var near = new ServiceNode(Start("Near"));
        var (first, recording) = near.Recorder("orders");
        var (second, other) = near.Recorder("orders");
        var answer = near.Service("orders", FailOver).Ask<string>("hello", Eventually.Patience);
        await Eventually.True("one has it", () => recording.Messages.Count + other.Messages.Count == 1);
        var (leaver, told, rest) = other.Messages.IsEmpty ? (first, recording, other) : (second, other, recording);
        await near.Registry.Unregister("orders", leaver);
        told.Senders.First().Tell("in good order", leaver);
        Assert.Equal("in good order", await answer);
        Assert.Empty(rest.Messages);
    }

    [Fact]
    public async Task A_request_that_nobody_wants_to_fail_over_can_be_answered_after_the_member_has_gone()
    {
        var near = new ServiceNode(Start("Near"));
        var (first, recording) = near.Recorder("orders", ServiceRouting.LeastOutstanding);
        var (sender, answers) = near.Sender();
        near.Service("orders").Tell("hello", sender);
        await Eventually.True("it is there", () => recording.Senders.Count == 1);
        near.Node.System.Stop(first);
        await Eventually.True("it is no member any more", () => near.Board.Posted.Count == 2);
        // As one that was under way by lane when the process died.
        recording.Senders.First().Tell("my last words");
        await Eventually.True("it is answered", () => answers.Messages.Count == 1);
    }

    private static int Outstanding(ServiceNode node)
    {
        var total = 0;
        foreach (var member in ((ServiceRef)node.Service("orders")).Service.Members.All)
            total += member.Outstanding;
        return total;
    }
}
