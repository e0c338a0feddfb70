namespace Bus.Transports.Links;

/// <summary>
/// Holds back the outboxes that a thread appends to, until the thread has done what it does in one go: then each goes out as one batch. Only
/// batons are held back that nobody else carries.
/// </summary>
/// <remarks>
/// <para>The cork of a thread is that thread's own; anybody may close it, so that what it holds does not wait for a thread that waits itself.</para>
/// <para>Guarded by <c>_lock</c>: <c>_held</c>, <c>_closed</c>. The order of locks is the outbox's, then this one.</para>
/// </remarks>
internal sealed class Cork
{
    [ThreadStatic]
    private static Cork? _current;

    private readonly Lock _lock = new();
    private List<Outbox> _held = [];
    private List<Outbox> _spare = [];
    private bool _closed;

    /// <summary>The cork of this thread, if it has one.</summary>
    public static Cork? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Holds an outbox back, whose baton waits for <see cref="Outbox.Uncork"/> from now on. False once the cork is closed.</summary>
    public bool TryAdd(Outbox outbox)
    {
        lock (_lock)
        {
            if (!_closed)
                _held.Add(outbox);
            return !_closed;
        }
    }

    /// <summary>Lets everything go. Only the thread whose cork it is, between two goes.</summary>
    public void Flush()
    {
        if (_held.Count == 0)
            return;
        List<Outbox> held;
        lock (_lock)
        {
            held = _held;
            (_held, _spare) = (_spare, held);
        }

        foreach (var outbox in held)
            outbox.Uncork();
        held.Clear();
    }

    /// <summary>Lets everything go and holds nothing back any more. Any thread.</summary>
    public void Close()
    {
        Outbox[] held;
        lock (_lock)
        {
            _closed = true;
            held = [.. _held];
            _held.Clear();
        }

        foreach (var outbox in held)
            outbox.Uncork();
    }
}
