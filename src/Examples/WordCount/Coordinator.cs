using System.Diagnostics;
using Akka.Actor;
using Akka.Remote;

namespace Bus.Examples.WordCount;

/// <summary>
/// Starts the workers, hands the files out, and adds up what comes back. A file belongs to one worker at a time, and its counts are added
/// once, when its last slice has come from the worker it belongs to: that is why the sum is exact, whoever dies and when.
/// </summary>
internal sealed class Coordinator : UntypedActor, IWithTimers
{
    /// <summary>One file to count and one to go on with while the answer is under way.</summary>
    private const int FilesAtOnce = 2;

    /// <summary>A file that so many workers died of is the cause of it.</summary>
    private const int MaximumAttempts = 3;

    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(60);

    private readonly WordCountOptions _options;
    private readonly WorkerPool _pool;
    private readonly Action<long> _counted;
    private readonly TaskCompletionSource<WordCountResult> _outcome;
    private readonly PriorityQueue<FileInProgress, int> _waiting = new();
    private readonly long _totalBytes;
    private readonly List<WorkerMember> _workers = [];
    private readonly List<WorkerLoss> _losses = [];
    private readonly WordTally _tally = new();
    private readonly Stopwatch _joining = new();
    private readonly Stopwatch _counting = new();
    private long _countedBytes;
    private int _unfinishedFiles;
    private WorkerMember? _killed;
    private long _killedAt;

    /// <param name="files">The files to count, in the order in which they are handed out.</param>
    /// <param name="options">What the user asks for.</param>
    /// <param name="pool">Starts the worker processes.</param>
    /// <param name="counted">Is told the size of each file that is counted.</param>
    /// <param name="outcome">Receives the result, or the reason why there is none.</param>
    public Coordinator(
        IReadOnlyList<InputFile> files,
        WordCountOptions options,
        WorkerPool pool,
        Action<long> counted,
        TaskCompletionSource<WordCountResult> outcome)
    {
        _options = options;
        _pool = pool;
        _counted = counted;
        _outcome = outcome;
        foreach (var file in files)
            _waiting.Enqueue(new FileInProgress(file), file.Id);
        _totalBytes = files.Sum(file => file.Bytes);
        _unfinishedFiles = files.Count;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        // The transport sees the death of a worker's process in the end of its control socket, whatever it died of, and this event
        // follows within milliseconds. Watching the actor alone would take until its heartbeats are missed.
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        _joining.Start();
        Guard(() =>
        {
            for (var i = 0; i < _options.Workers; i++)
                StartWorker();
        });
    }

    protected override void OnReceive(object message)
    {
        if (!_outcome.Task.IsCompleted)
            Guard(() => Handle(message));
    }

    /// <summary>An error in here is the outcome of the run. A restart by the supervisor would begin it again.</summary>
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            _outcome.TrySetException(e);
        }
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case WorkerJoined joined:
                OnJoined(joined);
                break;
            case WireMessage answer when _workers.Find(w => Sender.Equals(w.Actor)) is { } worker:
                OnAnswer(worker, answer);
                break;
            case DisassociatedEvent ended when _workers.Find(w => w.Actor?.Path.Address == ended.RemoteAddress) is { } worker:
                OnLost(worker, "the end of its association");
                break;
            // Comes first if only the actor has stopped, or if its process does not answer for so long that its heartbeats are missed.
            case Terminated terminated when _workers.Find(w => terminated.ActorRef.Equals(w.Actor)) is { } worker:
                OnLost(worker, "death watch");
                break;
            // Of a worker that has joined, this is no news: its association ends too, and that is told after its last message.
            case WorkerExited exited when _workers[exited.Worker - 1] is { Actor: null, IsLost: false } worker:
                throw new WordCountException(
                    $"Worker {worker.Number} (process {worker.Process.Id}) ended with exit code {exited.ExitCode} before it joined.");
            case JoinOverdue overdue:
                throw new WordCountException($"Worker {overdue.Worker} did not join within {JoinTimeout.TotalSeconds} s.");
            default:
                break;
        }
    }

    private void OnJoined(WorkerJoined joined)
    {
        var worker = _workers[joined.Worker - 1];
        worker.Actor = Sender;
        worker.Received.Add(joined);
        Context.Watch(Sender);
        Timers.Cancel(joined.Worker);

        // The work begins when all are there: the first to come would have done most of a small job by then.
        if (_workers.Exists(w => w is { Actor: null, IsLost: false }))
            return;
        if (!_counting.IsRunning)
        {
            _joining.Stop();
            _counting.Start();
        }

        HandOut();
    }

    private void OnAnswer(WorkerMember worker, WireMessage answer)
    {
        worker.Received.Add(answer);
        switch (answer)
        {
            // Of a file that is no longer this worker's, nothing counts.
            case CountsSlice slice when worker.Unfinished.TryGetValue(slice.File, out var file):
                OnSlice(worker, file, slice);
                break;
            case FileUnreadable unreadable when worker.Unfinished.TryGetValue(unreadable.File, out var file):
                throw new WordCountException($"Cannot read {file.File.Path}: {unreadable.Reason}");
        }
    }

    private void OnSlice(WorkerMember worker, FileInProgress file, CountsSlice slice)
    {
        file.Keep(slice);
        if (!slice.IsLast)
            return;

        file.AddTo(_tally);
        worker.Unfinished.Remove(slice.File);
        worker.FilesCounted++;
        _unfinishedFiles--;
        _countedBytes += file.File.Bytes;
        _counted(file.File.Bytes);
        HandOut();
        FinishIfDone();
    }

    private void OnLost(WorkerMember worker, string evidence)
    {
        if (worker.IsLost)
            return;
        worker.IsLost = true;
        // If only its association has ended, its process must go as well: its files are others' now.
        worker.Process.Dismiss();
        _losses.Add(new WorkerLoss(
            worker.Number,
            worker.Process.Id,
            evidence,
            worker == _killed ? Stopwatch.GetElapsedTime(_killedAt) : null,
            worker.Unfinished.Count));

        foreach (var file in worker.Unfinished.Values)
        {
            if (file.Attempts == MaximumAttempts)
                throw new WordCountException($"{MaximumAttempts} workers died while they were counting {file.File.Path}.");
            _waiting.Enqueue(file, file.File.Id);
        }

        worker.Unfinished.Clear();
        // The others share its files. With nobody left, somebody new takes its place.
        if (_unfinishedFiles > 0 && !_workers.Exists(w => !w.IsLost))
            StartWorker();
        HandOut();
        FinishIfDone();
    }

    private void HandOut()
    {
        if (!_counting.IsRunning)
            return;
        foreach (var worker in _workers)
        {
            while (worker.IsAtWork && worker.Unfinished.Count < FilesAtOnce && _waiting.TryDequeue(out var file, out _))
            {
                file.Begin();
                worker.Unfinished.Add(file.File.Id, file);
                var message = new CountFile(file.File.Id, file.File.Path);
                worker.Sent.Add(message);
                worker.Actor.Tell(message);
                KillMidway(worker);
            }
        }
    }

    /// <summary>
    /// With half of the bytes counted, or no further occasion to come, kills a worker that has just been handed a file. Nothing is
    /// prepared for it: from here on it is a crash like any other.
    /// </summary>
    private void KillMidway(WorkerMember worker)
    {
        if (!_options.KillOne || _killed is not null || (_countedBytes * 2 < _totalBytes && _waiting.Count > 0))
            return;
        _killed = worker;
        _killedAt = Stopwatch.GetTimestamp();
        worker.Process.Kill();
    }

    private void FinishIfDone()
    {
        // Of a worker that was killed on purpose, its end must have been noticed, too.
        if (_unfinishedFiles > 0 || _killed is { IsLost: false })
            return;
        _counting.Stop();
        _outcome.TrySetResult(new WordCountResult(
            _tally, [.. _workers.Select(worker => worker.Summarize())], _losses, _joining.Elapsed, _counting.Elapsed));
    }

    private void StartWorker()
    {
        var number = _workers.Count + 1;
        var address = ((ExtendedActorSystem)Context.System).Provider.DefaultAddress;
        var process = _pool.Start(number, new RootActorPath(address) / Self.Path.Elements);
        _workers.Add(new WorkerMember(number, process));
        process.WaitForExitAsync().PipeTo(Self, success: exitCode => new WorkerExited(number, exitCode));
        Timers.StartSingleTimer(number, new JoinOverdue(number), JoinTimeout);
    }
}
