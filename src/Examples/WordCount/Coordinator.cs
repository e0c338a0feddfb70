using System.Diagnostics;
using Akka.Actor;
using Bus.Examples.Input;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.WordCount;

/// <summary>
/// Starts the workers, hands the files out, and adds up what comes back. A file belongs to one worker at a time, and its counts are added
/// once, when its last slice has come from the worker it belongs to: that is why the sum is exact, whoever dies and when.
/// </summary>
internal sealed class Coordinator : UntypedActor
{
    /// <summary>One file to count and one to go on with while the answer is under way.</summary>
    private const int FilesAtOnce = 2;

    /// <summary>A file that so many workers died of is the cause of it.</summary>
    private const int MaximumAttempts = 3;

    private readonly WordCountOptions _options;
    private readonly Crew _crew;
    private readonly Action<long> _counted;
    private readonly TaskCompletionSource<WordCountResult> _outcome;
    private readonly PriorityQueue<FileInProgress, int> _waiting = new();
    private readonly List<WorkerMember> _workers = [];
    private readonly WordTally _tally = new();
    private readonly long _totalBytes;
    private readonly Stopwatch _joining = new();
    private readonly Stopwatch _counting = new();
    private long _uncountedBytes;
    private int _unfinishedFiles;
    private int _started;
    private WorkerMember? _killed;

    /// <param name="files">The files to count, in the order in which they are handed out.</param>
    /// <param name="options">What the user asks for.</param>
    /// <param name="crew">Starts the worker processes.</param>
    /// <param name="counted">Is told the size of each file that is counted.</param>
    /// <param name="outcome">Receives the result, or the reason why there is none. From then on nothing is changed.</param>
    public Coordinator(
        IReadOnlyList<InputFile> files, WordCountOptions options, Crew crew, Action<long> counted, TaskCompletionSource<WordCountResult> outcome)
    {
        _options = options;
        _crew = crew;
        _counted = counted;
        _outcome = outcome;
        foreach (var file in files)
            _waiting.Enqueue(new FileInProgress(file), file.Id);
        _totalBytes = _uncountedBytes = files.Sum(file => file.Bytes);
        _unfinishedFiles = files.Count;
    }

    protected override void PreStart()
    {
        _joining.Start();
        for (var i = 0; i < _options.Workers; i++)
            StartWorker();
    }

    protected override void OnReceive(object message)
    {
        if (_outcome.Task.IsCompleted)
            return;
        try
        {
            Handle(message);
        }
        catch (Exception e)
        {
            // An error in here is the outcome of the run. A restart by the supervisor would begin it again.
            _outcome.TrySetException(e);
        }
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case Member member:
                OnJoined(new WorkerMember(member));
                break;
            case Status.Failure failure:
                _outcome.TrySetException(failure.Cause);
                break;
            case WireMessage answer when _workers.Find(worker => worker.Member.Actor.Equals(Sender)) is { } worker:
                OnAnswer(worker, answer);
                break;
            // Within milliseconds of the death of its process, whatever it died of, and after all that it has said.
            case Terminated terminated when _workers.Find(worker => worker.Member.Actor.Equals(terminated.ActorRef)) is { } worker:
                OnLost(worker);
                break;
        }
    }

    private void OnJoined(WorkerMember worker)
    {
        _workers.Add(worker);
        worker.Received.Add(Joined.SerializedBytes);
        Context.Watch(worker.Member.Actor);
        // The work begins when all are there: the first to come would have done most of a small job by then.
        if (_workers.Count < _started)
            return;
        _joining.Stop();
        _counting.Start();
        HandOut();
    }

    private void OnAnswer(WorkerMember worker, WireMessage answer)
    {
        worker.Received.Add(answer.SerializedBytes);
        switch (answer)
        {
            case CountsSlice slice when !worker.IsLost:
                OnSlice(worker, worker.Unfinished[slice.File], slice);
                break;
            case FileUnreadable unreadable when !worker.IsLost:
                throw new ExampleException($"Cannot read {worker.Unfinished[unreadable.File].File.Path}: {unreadable.Reason}");
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
        _uncountedBytes -= file.File.Bytes;
        _counted(file.File.Bytes);
        HandOut();
        FinishIfDone();
    }

    private void OnLost(WorkerMember worker)
    {
        worker.IsLost = true;
        if (worker.KilledAt is { } killedAt)
            worker.NoticedAfter = Stopwatch.GetElapsedTime(killedAt);
        // If only its actor has ended, its process must go as well: its files are others' now.
        worker.Member.Process.Dismiss();
        foreach (var file in worker.Unfinished.Values)
        {
            if (file.Attempts == MaximumAttempts)
                throw new ExampleException($"{MaximumAttempts} workers died while they were counting {file.File.Path}.");
            _waiting.Enqueue(file, file.File.Id);
        }

        // The others share its files. With nobody left, somebody new takes its place.
        if (_unfinishedFiles > 0 && _started == _workers.Count && _workers.TrueForAll(other => other.IsLost))
            StartWorker();
        HandOut();
        FinishIfDone();
    }

    private void HandOut()
    {
        if (!_counting.IsRunning)
            return;
        foreach (var worker in _workers.Where(worker => !worker.IsLost))
        {
            while (worker.Unfinished.Count < FilesAtOnce && _waiting.TryDequeue(out var file, out _))
            {
                file.Begin();
                worker.Unfinished.Add(file.File.Id, file);
                var message = new CountFile(file.File.Id, file.File.Path);
                worker.Sent.Add(message.SerializedBytes);
                worker.Member.Actor.Tell(message);
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
        if (!_options.KillOne || _killed is not null || (_uncountedBytes * 2 > _totalBytes && _waiting.Count > 0))
            return;
        _killed = worker;
        worker.KilledAt = Stopwatch.GetTimestamp();
        worker.Member.Process.Kill();
    }

    private void FinishIfDone()
    {
        // Of a worker that was killed on purpose, its end must have been noticed, too.
        if (_unfinishedFiles > 0 || _killed is { IsLost: false })
            return;
        _outcome.TrySetResult(new WordCountResult(_tally, [.. _workers.OrderBy(worker => worker.Member.Number)], _joining.Elapsed, _counting.Elapsed));
    }

    private void StartWorker()
    {
        _started++;
        _crew.StartAsync(Worker.Role).PipeTo(Self);
    }
}
