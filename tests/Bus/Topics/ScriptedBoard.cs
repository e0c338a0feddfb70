using Bus.Board;

namespace Bus.Tests.Topics;

/// <summary>A notice board without peers, whose answers are those of the test.</summary>
internal sealed class ScriptedBoard : INoticeBoard
{
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];

    /// <summary>What was asked of it: <c>+</c> or <c>-</c>, and the key.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    public INoticeReader? Reader { get; private set; }

    public Notice? LastPosted { get; private set; }

    /// <summary>How it answers the next posts.</summary>
    public Func<Task> Answer { get; set; } = () => Task.CompletedTask;

    public Task PostAsync(Notice notice)
    {
        LastPosted = notice;
        Add("+" + notice.Key);
        return Answer();
    }

    public Task WithdrawAsync(string kind, string key)
    {
        Add("-" + key);
        return Task.CompletedTask;
    }

    public void Read(string kind, INoticeReader reader) => Reader = reader;

    private void Add(string call)
    {
        lock (_lock)
            _calls.Add(call);
    }
}
