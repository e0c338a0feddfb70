using System.Diagnostics;
using Bus.Transports.Interop;

namespace Bus.Transports.Reactors;

/// <summary>
/// A thread that waits for many descriptors at once. One of a transport watches all control sockets: new connections, handshakes, and the
/// ends of peers. Others read the channels that can be waited for (<see cref="ReaderPool"/>). It owes nothing to the thread pool, so a death
/// is noticed however busy the application is, and it sleeps without a time limit unless a deadline was set.
/// </summary>
/// <remarks>
/// Guarded by <c>_lock</c>: <c>_entries</c>, <c>_tokens</c>, <c>_deadlines</c>, <c>_work</c>, <c>_nextToken</c>,
/// <c>_stopped</c>. Tokens are never used twice, so that an event of a closed descriptor cannot reach the handler of a new one
/// with the same number.
/// </remarks>
internal sealed class Reactor : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Epoll _epoll = new();
    private readonly EventSignal _signal = new();
    private readonly Action<Exception> _onHandlerFailure;
    private readonly Dictionary<ulong, IReactorHandler> _entries = [];
    private readonly Dictionary<IReactorHandler, ulong> _tokens = [];
    private readonly PriorityQueue<ulong, long> _deadlines = new();
    private readonly Queue<Task> _work = [];
    private readonly Thread _thread;
    private ulong _nextToken = 1;
    private bool _stopped;

    /// <param name="name">The thread's name, at most 15 characters.</param>
    /// <param name="onHandlerFailure">A handler threw, which none should. It has been removed.</param>
    public Reactor(string name, Action<Exception> onHandlerFailure)
    {
        _onHandlerFailure = onHandlerFailure;
        _epoll.Add(_signal.Handle, 0);
        _thread = new Thread(Run, maxStackSize: 512 * 1024) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Watches a handler's descriptor. Any thread.</summary>
    public void Add(IReactorHandler handler, TimeSpan? deadline = null)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            var token = _nextToken++;
            // First: if it fails, the caller keeps the handler. An event that comes at once waits for the lock.
            _epoll.Add(handler.Handle, token);
            _entries.Add(token, handler);
            _tokens.Add(handler, token);
        }

        if (deadline is { } due)
            SetDeadline(handler, due);
    }

    /// <summary>Calls the handler's <see cref="IReactorHandler.OnDeadline"/> after a while, unless it has been removed. Any thread.</summary>
    public void SetDeadline(IReactorHandler handler, TimeSpan after)
    {
        lock (_lock)
        {
            if (_stopped || !_tokens.TryGetValue(handler, out var token))
                return;
            _deadlines.Enqueue(token, Stopwatch.GetTimestamp() + (long)(after.TotalSeconds * Stopwatch.Frequency));
            _signal.Set();
        }
    }

    /// <summary>Has something done on the reactor's thread, between two calls of handlers. Any thread.</summary>
    /// <returns>Completes, on another thread, when it has been done; faulted if it threw.</returns>
    /// <exception cref="ObjectDisposedException">The reactor has been stopped.</exception>
    public Task Invoke(Action action)
    {
        var work = new Task(action, TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            _work.Enqueue(work);
            _signal.Set();
        }

        return work;
    }

    /// <summary>Watches it no longer. Must precede the closing of the descriptor. Any thread, idempotent.</summary>
    public void Remove(IReactorHandler handler)
    {
        lock (_lock)
        {
            if (!_tokens.Remove(handler, out var token))
                return;
            _entries.Remove(token);
            if (!_stopped)
                _epoll.Remove(handler.Handle);
        }
    }

    /// <summary>Ends the thread and waits for it, unless it is the caller.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            _stopped = true;
            // With the lock held: the thread may stop by itself, and closes the signal then.
            _signal.Set();
        }

        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        Span<ulong> tokens = stackalloc ulong[64];
        while (NextTimeout() is { } timeout)
        {
            var count = _epoll.Wait(tokens, timeout);
            foreach (var token in tokens[..count])
            {
                if (token == 0)
                    _signal.Reset();
                else if (Find(token) is { } handler)
                    Call(handler, handler.OnReady);
            }

            while (NextOverdue() is { } overdue)
                Call(overdue, overdue.OnDeadline);
            while (NextWork() is { } work)
                work.RunSynchronously(TaskScheduler.Default);
        }

        while (NextWork() is { } last)
            last.RunSynchronously(TaskScheduler.Default);
        // What still waits will wait in vain: a dial, for example, must not leave its caller without an answer.
        foreach (var handler in Remaining())
            Call(handler, handler.OnDeadline);
        _epoll.Dispose();
        _signal.Dispose();
    }

    private IReactorHandler[] Remaining()
    {
        lock (_lock)
            return [.. _entries.Values];
    }

    private void Call(IReactorHandler handler, Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure)
        {
            Remove(handler);
            _onHandlerFailure(failure);
        }
    }

    private IReactorHandler? Find(ulong token)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(token);
    }

    /// <summary>Milliseconds until the next deadline, -1 if there is none, null when stopped.</summary>
    private int? NextTimeout()
    {
        lock (_lock)
        {
            if (_stopped)
                return null;
            while (_deadlines.TryPeek(out var token, out var due))
            {
                if (!_entries.ContainsKey(token))
                {
                    _deadlines.Dequeue();
                    continue;
                }

                var remaining = (due - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency;
                return (int)Math.Clamp(remaining + 1, 0, int.MaxValue);
            }

            return -1;
        }
    }

    private Task? NextWork()
    {
        lock (_lock)
            return _work.TryDequeue(out var work) ? work : null;
    }

    private IReactorHandler? NextOverdue()
    {
        lock (_lock)
        {
            while (_deadlines.TryPeek(out var token, out var due) && due <= Stopwatch.GetTimestamp())
            {
                _deadlines.Dequeue();
                if (_entries.TryGetValue(token, out var handler))
                    return handler;
            }

            return null;
        }
    }
}
