using System.Diagnostics;
using Akka.Actor;
using Bus.Examples.Input;

namespace Bus.Examples.ClientServer;

/// <summary>A client. Its mailbox is the private queue of the classic program, into which the workers answer.</summary>
internal sealed class FileClient : ReceiveActor
{
    /// <summary>The first part of the time is not measured: code is compiled, and lanes are opened.</summary>
    private const double Unmeasured = 0.2;

    /// <summary>What is not answered after such a silence never will be.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IActorRef _server;
    private readonly IReadOnlyList<InputFile> _files;
    private readonly TaskCompletionSource<Measured> _outcome;
    private readonly Random _random;
    private readonly Dictionary<long, (ReadFile Request, long SentAt)> _pending = [];
    private readonly HashSet<ActorPath> _workers = [];
    private readonly List<long> _roundTrips = [];
    private readonly long _measuredFrom;
    private readonly long _end;
    private long _requests;
    private long _surplus;
    private long _wrong;

    /// <param name="server">Whom to ask.</param>
    /// <param name="files">What to ask for.</param>
    /// <param name="measure">How long, and how much at a time.</param>
    /// <param name="seed">Makes it ask for other parts than other clients.</param>
    /// <param name="outcome">Is told when every request is answered, or never will be.</param>
    public FileClient(IActorRef server, IReadOnlyList<InputFile> files, Measure measure, int seed, TaskCompletionSource<Measured> outcome)
    {
        _server = server;
        _files = files;
        _outcome = outcome;
        _random = new Random(seed);
        var begin = Stopwatch.GetTimestamp();
        var ticks = measure.Duration.TotalSeconds * Stopwatch.Frequency;
        _measuredFrom = begin + (long)(ticks * Unmeasured);
        _end = begin + (long)ticks;
        Receive<FilePart>(OnAnswer);
        Receive<ReceiveTimeout>(_ => Finish());
        SetReceiveTimeout(Patience);
        for (var i = 0; i < measure.InFlight; i++)
            Send();
    }

    private void Send()
    {
        var file = _files[_random.Next(_files.Count)];
        var request = new ReadFile(++_requests, file.Path, _random.NextInt64(file.Bytes));
        _pending.Add(request.Number, (request, Stopwatch.GetTimestamp()));
        _server.Tell(request, Self);
    }

    private void OnAnswer(FilePart answer)
    {
        var now = Stopwatch.GetTimestamp();
        if (!_pending.Remove(answer.Number, out var asked))
        {
            _surplus++;
            return;
        }

        if (asked.SentAt >= _measuredFrom)
            _roundTrips.Add((long)Stopwatch.GetElapsedTime(asked.SentAt, now).TotalNanoseconds);
        _workers.Add(Sender.Path);
        if (!answer.Content.AsSpan().SequenceEqual(FilePart.Read(asked.Request.Path, asked.Request.Offset)))
            _wrong++;
        if (now < _end)
            Send();
        else if (_pending.Count == 0)
            Finish();
    }

    private void Finish() => _outcome.TrySetResult(new Measured(
        _requests, _pending.Count, _surplus, _wrong, _workers.Count, Stopwatch.GetElapsedTime(_measuredFrom), _roundTrips, null));
}
