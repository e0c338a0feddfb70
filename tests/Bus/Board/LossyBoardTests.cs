using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Board;
using Bus.Testing;
using Xunit;

namespace Bus.Tests.Board;

/// <summary>Two boards whose messages are lost and doubled on the way, as when lanes break: in the end each knows what is posted, and nothing was confirmed that is not known.</summary>
public sealed class LossyBoardTests : IAsyncLifetime, INoticeReader
{
    private const string Kind = "test";

    private readonly ActorSystem _system = ActorSystem.Create("Boards");
    private readonly ConcurrentDictionary<string, string> _posted = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(30, 30)]
    [InlineData(70, 10)]
    public async Task All_that_is_confirmed_is_known(int lostPercent, int doubledPercent)
    {
        var here = Start("here", lostPercent, doubledPercent);
        var there = Start("there", lostPercent, doubledPercent);
        var address = here.Path.Address;
        there.Tell(new ReadNotices(Kind, this));
        here.Tell(LookedAround.Instance);
        here.Tell(new PeerUp(new BusPeer(address, 1, 1, "there")));
        there.Tell(new PeerUp(new BusPeer(address, 1, 1, "here")));

        var random = new Random(lostPercent);
        var expected = new Dictionary<string, string>();
        for (var i = 0; i < 60; i++)
        {
            var key = $"key {random.Next(10)}";
            var text = random.Next(4) == 0 ? null : random.Next(5) == 0 ? $"bad {i}" : $"text {i}";
            var command = new PostNotice(Kind, key, text, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            here.Tell(command);
            expected.Remove(key);
            // Some are posted one after the other at once.
            if (random.Next(3) == 0 && text?.StartsWith("bad", StringComparison.Ordinal) != true)
            {
                if (text is not null)
                    expected[key] = text;
                continue;
            }

            if (text is null)
            {
                await command.Completion.Task.WaitAsync(Eventually.Patience);
                Assert.False(_posted.ContainsKey(key));
            }
            else if (text.StartsWith("bad", StringComparison.Ordinal))
            {
                var refused = await Assert.ThrowsAsync<NoticeRefusedException>(() => command.Completion.Task.WaitAsync(Eventually.Patience));
                Assert.Equal(text, refused.Reason);
            }
            else
            {
                await command.Completion.Task.WaitAsync(Eventually.Patience);
                Assert.Equal(text, _posted[key]);
                expected[key] = text;
            }
        }

        await Eventually.True("both know the same", () => _posted.Count == expected.Count && _posted.All(entry => expected.GetValueOrDefault(entry.Key) == entry.Value));
    }

    string? INoticeReader.OnPosted(Address peer, Notice notice)
    {
        _posted[notice.Key] = notice.Text;
        return notice.Text.StartsWith("bad", StringComparison.Ordinal) ? notice.Text : null;
    }

    void INoticeReader.OnWithdrawn(Address peer, Notice notice) => _posted.TryRemove(notice.Key, out _);

    /// <summary>A board that reaches the other one over a bad way.</summary>
    private IActorRef Start(string name, int lostPercent, int doubledPercent)
    {
        var other = _system.ActorOf(Props.Create(() => new BadWay(name == "here" ? "/user/there" : "/user/here", lostPercent, doubledPercent)));
        return _system.ActorOf(Props.Create(() => new BoardActor(name, _ => other)), name);
    }
}
