using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Board;

namespace Bus.Tests.Services;

/// <summary>A board whose peers are played by the test.</summary>
internal sealed class TestBoard : INoticeBoard
{
    private INoticeReader? _reader;

    public static Address Peer { get; } = new("akka.ipc", "Far", "local", 1);

    /// <summary>What was posted, and withdrawn: with an empty text.</summary>
    public ConcurrentQueue<Notice> Posted { get; } = new();

    /// <summary>What the peers say to the next notice.</summary>
    public Task Confirmation { get; set; } = Task.CompletedTask;

    /// <summary>What a peer posts.</summary>
    public string? Post(string key, string text, Address? peer = null) => _reader!.OnPosted(peer ?? Peer, new Notice("service", key, text));

    public void Withdraw(string key, string text, Address? peer = null) => _reader!.OnWithdrawn(peer ?? Peer, new Notice("service", key, text));

    public Task PostAsync(Notice notice)
    {
        Posted.Enqueue(notice);
        return Confirmation;
    }

    public Task WithdrawAsync(string kind, string key)
    {
        Posted.Enqueue(new Notice(kind, key, ""));
        return Task.CompletedTask;
    }

    public void Read(string kind, INoticeReader reader) => _reader = reader;
}
