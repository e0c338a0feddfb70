using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Bus.Examples.Input;
using Bus.Examples.Processes;
using Bus.Examples.Running;

namespace Bus.Examples.WordCount;

/// <summary>
/// One run with worker processes. The workers are a service, and every file is a request to it: the bus gives it to whoever has least to do, and to another worker if
/// the first dies before it has answered. A file is added up when its one answer comes: that is why the sum is exact, whoever dies and when.
/// </summary>
internal sealed class WordCountJob : IDisposable
{
    /// <summary>For each worker: one to count, and one to go on with while the answer is under way.</summary>
    private const int FilesAtOnce = 2;

    /// <summary>Besides one that is killed on purpose. If so many die, it is not by chance.</summary>
    private const int MostDeaths = 2;

    /// <summary>A new worker may be long in coming, and a file in being counted.</summary>
    private const string Settings = "bus.services { buffer-timeout = 60 s, request-timeout = 1 h }\n" + Worker.Settings;

    // Guards what follows the workers; the tally has one of its own, since adding up takes long, and death is not to wait for it.
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _adding = new(1);
    private readonly IReadOnlyList<InputFile> _files;
    private readonly WordCountOptions _options;
    private readonly Crew _crew;
    private readonly Action<long> _counted;
    private readonly IActorRef _service;
    private readonly IActorRef _watch;
    private readonly List<WorkerShare> _workers = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource<WorkerShare>> _arrivals = new();
    private readonly WordTally _tally = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _killNoticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _totalBytes;
    private long _countedBytes;
    private int _handedOut;
    private WorkerShare? _lastToAnswer;
    private WorkerShare? _killed;
    private bool _isFinished;

    private WordCountJob(IReadOnlyList<InputFile> files, WordCountOptions options, Crew crew, Action<long> counted)
    {
        _files = files;
        _options = options;
        _crew = crew;
        _counted = counted;
        _totalBytes = files.Sum(file => file.Bytes);
        _service = crew.Bus.Service(Worker.Role.ServiceOf(crew.Run), new ServiceUse { FailOver = true });
        _watch = crew.System.ActorOf(Props.Create(() => new WorkerWatch(OnLost)), "watch");
    }

    /// <summary>Counts the words of <paramref name="files"/>. When it returns or throws, every worker process has ended.</summary>
    /// <param name="files">What to count, in the order in which it is handed out.</param>
    /// <param name="options">How.</param>
    /// <param name="counted">Is told the size of each file that is counted, by another thread.</param>
    /// <param name="interrupted">Ends the run early.</param>
    /// <exception cref="ExampleException">Something is wrong that the user must know.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static async Task<WordCountResult> RunAsync(
        IReadOnlyList<InputFile> files, WordCountOptions options, Action<long> counted, CancellationToken interrupted)
    {
        await using var crew = new Crew("word-count", options.Mechanism, "worker", Settings);
        using var job = new WordCountJob(files, options, crew, counted);
        return await job.RunAsync(interrupted);
    }

    public void Dispose() => _adding.Dispose();

    private async Task<WordCountResult> RunAsync(CancellationToken interrupted)
    {
        var clock = Stopwatch.StartNew();
        // The work begins when all are there: the first to come would have done most of a small job by then.
        await Task.WhenAll(Enumerable.Range(0, _options.Workers).Select(_ => AddWorkerAsync())).WaitAsync(interrupted);
        var joining = clock.Elapsed;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        var width = new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce * _options.Workers, CancellationToken = stopping.Token };
        var counting = Parallel.ForEachAsync(_files, width, CountAsync);
        await Task.WhenAny(counting, _failed.Task);
        if (!counting.IsCompleted)
        {
            await stopping.CancelAsync();
            await counting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await _failed.Task;
        }

        await counting;
        // Of a worker that was killed on purpose, its end must be noticed, too.
        if (_killed is not null)
            await _killNoticed.Task.WaitAsync(interrupted);
        lock (_lock)
        {
            // From now on they leave because they are sent away.
            _isFinished = true;
            return new WordCountResult(_tally, [.. _workers.OrderBy(worker => worker.Member.Number)], joining, clock.Elapsed - joining);
        }
    }

    private async Task AddWorkerAsync()
    {
        var worker = new WorkerShare(await _crew.StartAsync(Worker.Role));
        lock (_lock)
            _workers.Add(worker);
        Arrival(worker.Member.Number).SetResult(worker);
        _watch.Tell(worker);
    }

    private TaskCompletionSource<WorkerShare> Arrival(int number) =>
        _arrivals.GetOrAdd(number, _ => new TaskCompletionSource<WorkerShare>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async ValueTask CountAsync(InputFile file, CancellationToken cancelled)
    {
        var question = new CountFile(file.Path);
        var answer = _service.Ask<FileCounts>(question, Timeout.InfiniteTimeSpan, cancelled);
        KillMidway(Interlocked.Increment(ref _handedOut));
        await AddAsync(file, question, await answer, cancelled);
        _counted(file.Bytes);
    }

    private async Task AddAsync(InputFile file, CountFile question, FileCounts answer, CancellationToken cancelled)
    {
        if (answer.Problem is not null)
            throw new ExampleException($"Cannot read {file.Path}: {answer.Problem}");
        await _adding.WaitAsync(cancelled);
        try
        {
            TallyFormat.AddTo(_tally, answer.Counts);
        }
        finally
        {
            _adding.Release();
        }

        // One that takes the place of the last may be asked, and answer, before this side knows that it has joined.
        var worker = await Arrival(answer.Worker).Task.WaitAsync(cancelled);
        lock (_lock)
        {
            _lastToAnswer = worker;
            worker.Count(question, answer);
            _countedBytes += file.Bytes;
        }
    }

    /// <summary>
    /// With half of the bytes counted, or no further occasion to come, kills the worker that has answered last and was handed another file for it. Nothing is prepared for it: from
    /// here on it is a crash like any other.
    /// </summary>
    private void KillMidway(int handedOut)
    {
        lock (_lock)
        {
            if (!_options.KillOne || _killed is not null || (_countedBytes * 2 < _totalBytes && handedOut < _files.Count))
                return;
            _killed = _lastToAnswer ?? _workers[0];
            _killed.KilledAt = Stopwatch.GetTimestamp();
            _killed.Member.Process.Kill();
        }
    }

    private void OnLost(IActorRef actor)
    {
        var now = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            if (_isFinished)
                return;
            var lost = _workers.Single(worker => worker.Member.Actor.Equals(actor));
            lost.LostAt = now;
            // If only its actor has ended, its process must go as well.
            lost.Member.Process.Dismiss();
            if (lost == _killed)
                _killNoticed.TrySetResult();
            var dead = _workers.FindAll(worker => worker.LostAt is not null && worker != _killed);
            if (dead.Count > MostDeaths)
                _failed.TrySetException(new ExampleException($"{dead.Count} workers died, processes {string.Join(", ", dead.Select(worker => worker.Member.Process.Id))}."));
            // The others share its files. With nobody left, somebody new takes its place.
            else if (_countedBytes < _totalBytes && _workers.TrueForAll(worker => worker.LostAt is not null))
                _ = ReplaceAsync();
        }
    }

    private async Task ReplaceAsync()
    {
        try
        {
            await AddWorkerAsync();
        }
        catch (Exception e)
        {
            _failed.TrySetException(e);
        }
    }
}
