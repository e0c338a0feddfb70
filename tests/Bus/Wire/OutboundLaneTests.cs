using System.Text;
using Akka.Actor;
using Bus.Lanes;
using Bus.Transports;
using Xunit;

namespace Bus.Tests.Wire;

/// <summary>What leaves a lane, and in which order.</summary>
public sealed class OutboundLaneTests : IAsyncLifetime
{
    private readonly WireSystem _system = new();
    private readonly LaneEnd _end;
    private readonly string _large = new('L', 3 * LaneFormat.SliceBytes);

    public OutboundLaneTests()
    {
        _end = new LaneEnd(_system);
        _end.Greet();
        Assert.Equal([LaneFrameKind.Hello], _end.TakeKinds());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _end.Dispose();
        await _system.DisposeAsync();
    }

    /// <summary>Each has said that it sends no more, and each waits for the answer: it must come all the same.</summary>
    [Fact]
    public async Task Two_sides_that_close_at_once_answer_each_other()
    {
        _system.Remote("r").Tell("hi");
        _end.Peer.Close();
        Assert.Equal(LaneFrameKind.Close, _end.TakeKinds()[^1]);
        _end.BringFrame(LaneFrameKind.Close);
        Assert.Equal([LaneFrameKind.Closed], _end.TakeKinds());
        _end.BringFrame(LaneFrameKind.Closed);
        await _end.Link.Ended.WaitAsync(Testing.Eventually.Patience);
    }

    /// <summary>A sender may have seen the lane open just before. What it sent after the last frame would be lost.</summary>
    [Fact]
    public void A_lane_that_closes_takes_no_large_message_any_more()
    {
        var recipient = _system.Remote("r");
        recipient.Tell(_large);
        _end.TakeFrames();
        _end.Peer.Close();
        Assert.Empty(_end.TakeFrames());
        Assert.Equal(LaneResult.Closed, _end.Send(_large, recipient));
        _end.BringFrame(LaneFrameKind.Delivered, a: 1);
        Assert.Equal([LaneFrameKind.Close], _end.TakeKinds());
        Assert.Equal(LaneResult.Closed, _end.Send(_large, recipient));
        Assert.Equal(LaneResult.Closed, _end.Send("small", recipient));
    }

    /// <summary>A closed lane's answers would come too late: the peer does not read behind the last frame.</summary>
    [Fact]
    public void Answers_go_out_before_the_last_frame()
    {
        _system.Remote("r").Tell("hi");
        _end.BringFrame(LaneFrameKind.Flush, a: 7);
        _end.BringFrame(LaneFrameKind.Close);
        var kinds = _end.TakeKinds();
        Assert.Equal([LaneFrameKind.Flushed, LaneFrameKind.Closed], kinds.TakeLast(2));
    }

    /// <summary>What is told after a system message may not overtake it while it waits, and other actors are not concerned.</summary>
    [Fact]
    public void A_system_message_waits_for_large_ones_to_its_recipient_and_what_follows_waits_for_it()
    {
        var (r, q) = (_system.Remote("r"), _system.Remote("q"));
        r.Tell(_large);
        Assert.Equal(LaneFrameKind.Begin, _end.TakeKinds().First(kind => kind is LaneFrameKind.Begin or LaneFrameKind.Message));
        r.Stop();
        r.Tell("after");
        q.Stop();
        q.Tell(_large);
        Assert.Equal([LaneFrameKind.Message, LaneFrameKind.Flush], _end.TakeKinds().Where(IsOrdered));
        _end.BringFrame(LaneFrameKind.Delivered, a: 1);
        var frames = _end.TakeFrames().Where(frame => IsOrdered((LaneFrameKind)frame[0])).ToArray();
        Assert.Equal([LaneFrameKind.Message, LaneFrameKind.Flush, LaneFrameKind.Message], frames.Select(frame => (LaneFrameKind)frame[0]));
        Assert.EndsWith("after", Encoding.UTF8.GetString(frames[2]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_sent_cannot_have_been_delivered()
    {
        _end.Outbound.IsFull = true;
        for (var i = 0; i < 5; i++)
            _end.Send(_large, _system.Remote("r" + i));
        Assert.Throws<ProtocolViolationException>(() => _end.BringFrame(LaneFrameKind.Delivered, a: 5));
    }

    /// <summary>The peer would end the lane for it, with everything that is in it.</summary>
    [Fact]
    public void A_path_longer_than_a_peer_takes_is_not_sent()
    {
        Assert.Equal(LaneResult.Done, _end.Send("lost", _system.Remote(new string('a', LaneFormat.MostTextBytes + 1))));
        Assert.Empty(_end.TakeFrames());
        Assert.Equal(LaneResult.Done, _end.Send("sent", _system.Remote("r")));
        Assert.Equal(LaneFrameKind.Message, _end.TakeKinds()[^1]);
    }

    [Theory]
    [InlineData("Some.Message`1[[System.Int32, System.Private.CoreLib]], Some", true)]
    [InlineData("", true)]
    [InlineData(null, false)]
    public void A_manifest_more_nested_than_a_peer_takes_is_known(string? manifest, bool sendable) =>
        Assert.Equal(sendable, new MessageType(0, 1, manifest ?? "System.Int32" + string.Concat(Enumerable.Repeat("[]", 300))).IsSendable);

    private static bool IsOrdered(LaneFrameKind kind) => kind is LaneFrameKind.Message or LaneFrameKind.Flush;
}
