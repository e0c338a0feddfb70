using Bus.Board;
using Bus.Testing;
using Bus.Tests.Lanes;
using Xunit;

namespace Bus.Tests.Board;

/// <summary>What systems tell each other on the board, with lanes and without.</summary>
public sealed class NoticeBoardTests : LaneTests
{
    private const string WithoutLanes = "bus.lanes.enabled = off";

    [Theory]
    [InlineData("")]
    [InlineData(WithoutLanes)]
    public async Task A_notice_is_everywhere_when_its_posting_completes(string settings)
    {
        var nodes = Enumerable.Range(0, 4).Select(i => new BoardNode(Start($"System{i}", settings))).ToArray();
        await AllKnowAll(nodes);
        await nodes[0].Post("one", "1").WaitAsync(Eventually.Patience);
        Assert.All(nodes[1..], node => Assert.Equal("1", node.Posted[(nodes[0].Node.Address, "one")]));
        await nodes[0].Post("one", "2").WaitAsync(Eventually.Patience);
        Assert.All(nodes[1..], node => Assert.Equal("2", node.Posted[(nodes[0].Node.Address, "one")]));
        await nodes[0].Board.WithdrawAsync(BoardNode.Kind, "one").WaitAsync(Eventually.Patience);
        Assert.All(nodes[1..], node => Assert.Empty(node.Posted));
        Assert.Empty(nodes[0].Events);
    }

    [Fact]
    public async Task Who_comes_later_is_told_what_is_there_and_not_what_was()
    {
        var first = new BoardNode(Start("First"));
        await first.Post("kept", "here");
        await first.Post("gone", "there");
        await first.Board.WithdrawAsync(BoardNode.Kind, "gone");
        var second = new BoardNode(Start("Second"));
        await second.Post("own", "too");
        await Eventually.True("each knows the other's", () => second.Posted.Count == 1 && first.Posted.Count == 1);
        Assert.Equal(["kept=here"], second.Events);
    }

    [Fact]
    public async Task Alone_everything_completes_at_once()
    {
        var alone = new BoardNode(Start("Alone"));
        await alone.Post("a", "b").WaitAsync(Eventually.Patience);
        await alone.Board.WithdrawAsync(BoardNode.Kind, "a").WaitAsync(Eventually.Patience);
        await alone.Board.WithdrawAsync(BoardNode.Kind, "never").WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task An_objection_comes_back_and_the_notice_is_withdrawn_everywhere()
    {
        BoardNode[] nodes = [new(Start("First")), new(Start("Second")), new(Start("Third"))];
        await AllKnowAll(nodes);
        nodes[2].Objection = notice => notice.Text == "bad" ? "it is bad" : null;
        var refusal = await Assert.ThrowsAsync<NoticeRefusedException>(() => nodes[0].Post("one", "bad").WaitAsync(Eventually.Patience));
        Assert.Equal((nodes[2].Node.Address, "it is bad"), (refusal.Peer, refusal.Reason));
        await Eventually.True("nobody has it", () => nodes[1].Posted.IsEmpty && nodes[2].Posted.IsEmpty);
        await nodes[0].Post("one", "good").WaitAsync(Eventually.Patience);
        Assert.All(nodes[1..], node => Assert.Equal("good", node.Posted.Values.Single()));
    }

    [Fact]
    public async Task A_thousand_at_once_arrive_and_go_with_their_system()
    {
        const int Count = 1_000;
        BoardNode[] nodes = [new(Start("First")), new(Start("Second"))];
        await AllKnowAll(nodes);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => nodes[0].Post($"notice {i}", new string('x', 100)))).WaitAsync(Eventually.Patience);
        Assert.Equal(Count, nodes[1].Posted.Count);
        await nodes[0].Node.Terminate();
        await Eventually.True("all are withdrawn", () => nodes[1].Posted.IsEmpty);
    }

    [Fact]
    public async Task A_stopped_peer_holds_up_the_posting_and_a_killed_one_does_not()
    {
        BoardNode[] nodes = [new(Start("First")), new(Start("Second"))];
        var peer = await StartPeer();
        await AllKnowAll(nodes, others: 1);
        await peer.Stop();
        var posting = nodes[0].Post("one", "1");
        await Eventually.True("the others have it", () => nodes[1].Posted.Count == 1);
        await Task.Delay(300);
        Assert.False(posting.IsCompleted);
        peer.Kill();
        await posting.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Notices_survive_the_lanes_that_carry_them()
    {
        BoardNode[] nodes = [new(Start("First")), new(Start("Second"))];
        await AllKnowAll(nodes);
        for (var i = 0; i < 50; i++)
        {
            var posting = nodes[0].Post("counter", i.ToString(provider: null));
            nodes[i % 2].Node.PeerAt(nodes[(i + 1) % 2].Node).Close();
            await posting.WaitAsync(Eventually.Patience);
            Assert.Equal(i.ToString(provider: null), nodes[1].Posted.Values.Single());
        }
    }

    private static Task AllKnowAll(BoardNode[] nodes, int others = 0) => Eventually.True("all know all", () =>
        nodes.All(node => MessageBus.Get(node.Node.System).Peers.Count == nodes.Length - 1 + others));
}
