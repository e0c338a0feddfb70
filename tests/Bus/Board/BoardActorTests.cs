using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Board;
using Bus.Testing;
using Xunit;

namespace Bus.Tests.Board;

/// <summary>One board, and a peer whose part the test plays.</summary>
public sealed class BoardActorTests : IAsyncLifetime, INoticeReader
{
    private const string Kind = "test";

    private readonly ActorSystem _system = ActorSystem.Create("Board");
    private readonly PlayedPeer _peer;
    private readonly IActorRef _board;

    public BoardActorTests()
    {
        _peer = new PlayedPeer(((ExtendedActorSystem)_system).Provider);
        _board = _system.ActorOf(Props.Create(() => new BoardActor("here", _ => _peer)));
        _board.Tell(LookedAround.Instance);
        _board.Tell(new ReadNotices(Kind, this));
        _board.Tell(new PeerUp(new BusPeer(_peer.Path.Address, 1, 1, "there")));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public async Task Two_that_are_refused_in_one_answer_are_both_refused_and_the_third_is_in_force()
    {
        var posts = new[] { Post("a"), Post("b"), Post("c") };
        _board.Tell(new BoardAnswer("here", 3, [(1, "no"), (3, "never")]), _peer);
        Assert.Equal("no", (await Assert.ThrowsAsync<NoticeRefusedException>(() => posts[0].WaitAsync(Eventually.Patience))).Reason);
        Assert.Equal("never", (await Assert.ThrowsAsync<NoticeRefusedException>(() => posts[2].WaitAsync(Eventually.Patience))).Reason);
        await posts[1].WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task An_objection_whose_answer_was_lost_comes_with_the_next_answer()
    {
        _board.Tell(new BoardUpdate("there", 0, 1, [new(1, Kind, "a", "bad")]), _peer);
        _board.Tell(new BoardUpdate("there", 1, 2, [new(2, Kind, "b", "good")]), _peer);
        await Eventually.True("both are answered", () => _peer.Told.OfType<BoardAnswer>().Count() == 2);
        var last = _peer.Told.OfType<BoardAnswer>().Last();
        Assert.Equal(2, last.UpTo);
        Assert.Equal([(1, "bad")], last.Refused);
        _board.Tell(new BoardUpdate("there", 2, 3, [new(3, Kind, "a", null)]), _peer);
        await Eventually.True("it is answered", () => _peer.Told.OfType<BoardAnswer>().Any(answer => answer.UpTo == 3 && answer.Refused.Count == 0));
    }

    [Fact]
    public async Task More_objections_than_an_answer_holds_are_told_one_after_the_other()
    {
        const int Count = 40;
        _board.Tell(new BoardUpdate("there", 0, Count, [.. Enumerable.Range(1, Count).Select(i => new BoardChange(i, Kind, $"{i}", "bad"))]), _peer);
        await Eventually.True("it is answered", () => _peer.Told.OfType<BoardAnswer>().Count() == 1);
        var number = Count;
        for (var told = 0; told < Count;)
        {
            var answer = _peer.Told.OfType<BoardAnswer>().Last();
            Assert.NotEmpty(answer.Refused);
            Assert.Equal(Enumerable.Range(told + 1, answer.Refused.Count), answer.Refused.Select(one => (int)one.Number));
            told += answer.Refused.Count;
            Assert.True(told == Count ? answer.UpTo == number : answer.UpTo == told);
            var before = _peer.Told.Count;
            _board.Tell(new BoardUpdate("there", number, number + answer.Refused.Count,
                [.. answer.Refused.Select((one, i) => new BoardChange(number + 1 + i, Kind, $"{one.Number}", null))]), _peer);
            number += answer.Refused.Count;
            await Eventually.True("it is answered", () => _peer.Told.Count > before);
        }
    }

    [Fact]
    public async Task A_lane_without_room_costs_time_and_nothing_else()
    {
        _peer.Full = 3;
        var posts = new[] { Post("a"), Post("b") };
        await Eventually.True("it is sent again", () => _peer.Told.OfType<BoardUpdate>().Any(update => update.UpTo == 2));
        _board.Tell(new BoardAnswer("here", 2, []), _peer);
        await Task.WhenAll(posts).WaitAsync(Eventually.Patience);
        // It is the same board: it still knows its reader.
        _board.Tell(new BoardUpdate("there", 0, 1, [new(1, Kind, "a", "bad")]), _peer);
        await Eventually.True("it is answered", () => _peer.Told.OfType<BoardAnswer>().Any(answer => answer.Refused.Count == 1));
    }

    string? INoticeReader.OnPosted(Address peer, Notice notice) => notice.Text == "bad" ? "bad" : null;

    void INoticeReader.OnWithdrawn(Address peer, Notice notice)
    {
    }

    private Task Post(string key)
    {
        var command = new PostNotice(Kind, key, "text", new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _board.Tell(command);
        return command.Completion.Task;
    }

    private sealed class PlayedPeer(IActorRefProvider provider) : MinimalActorRef
    {
        public ConcurrentQueue<object> Told { get; } = new();

        /// <summary>How many messages there is no room for.</summary>
        public int Full { get; set; }

        public override ActorPath Path { get; } = provider.RootPath / "played";

        public override IActorRefProvider Provider => provider;

        protected override void TellInternal(object message, IActorRef sender)
        {
            if (Full-- > 0)
                throw new LaneFullException("full");
            Told.Enqueue(message);
        }
    }
}
