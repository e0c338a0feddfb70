using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Board;
using Bus.Tests.Lanes;

namespace Bus.Tests.Board;

/// <summary>A system and what it reads of the notices of others.</summary>
internal sealed class BoardNode : INoticeReader
{
    public const string Kind = "test";

    public BoardNode(LaneNode node)
    {
        Node = node;
        Board = ((IBusProvider)node.Provider).Core.Board;
        Board.Read(Kind, this);
    }

    public LaneNode Node { get; }

    public NoticeBoard Board { get; }

    /// <summary>What is posted now.</summary>
    public ConcurrentDictionary<(Address Peer, string Key), string> Posted { get; } = new();

    /// <summary>Everything that has happened, in order.</summary>
    public ConcurrentQueue<string> Events { get; } = new();

    /// <summary>Why it objects to a notice; null if it does not.</summary>
    public Func<Notice, string?> Objection { get; set; } = _ => null;

    public Task Post(string key, string text) => Board.PostAsync(new Notice(Kind, key, text));

    string? INoticeReader.OnPosted(Address peer, Notice notice)
    {
        Posted[(peer, notice.Key)] = notice.Text;
        Events.Enqueue($"{notice.Key}={notice.Text}");
        return Objection(notice);
    }

    void INoticeReader.OnWithdrawn(Address peer, Notice notice)
    {
        Posted.TryRemove((peer, notice.Key), out _);
        Events.Enqueue($"-{notice.Key}");
    }
}
