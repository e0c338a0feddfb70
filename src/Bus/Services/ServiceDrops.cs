using System.Diagnostics;
using Akka.Event;

namespace Bus.Services;

/// <summary>What no member gets goes to dead letters, is counted, and is logged at most once a second.</summary>
/// <remarks>
/// Thread-safe. <c>_dropped</c> is changed by interlocked operations. Whoever sets <c>_lineIsDue</c> writes a line, or has it written when its time has come:
/// so <c>_reported</c> and <c>_nextLine</c> have one user at a time.
/// </remarks>
internal sealed class ServiceDrops(ServiceEnvironment environment)
{
    private long _dropped;
    private long _reported;
    private long _nextLine;
    private int _lineIsDue;

    /// <summary>Messages dropped since the system started.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void Drop(in ServiceCall call, string why)
    {
        Interlocked.Increment(ref _dropped);
        var deadLetters = environment.System.DeadLetters;
        deadLetters.Tell(new DeadLetter(call.Payload, call.Sender ?? deadLetters, call.Through), call.Sender);
        AskForLine(call.Through.Service.Name, why);
    }

    private void AskForLine(string service, string why)
    {
        if (Volatile.Read(ref _lineIsDue) != 0 || Interlocked.Exchange(ref _lineIsDue, 1) != 0)
            return;
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _nextLine);
        if (wait <= TimeSpan.Zero)
            WriteLine(service, why);
        else
            environment.Later(wait, () => WriteLine(service, why));
    }

    private void WriteLine(string service, string why)
    {
        _nextLine = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        var total = Dropped;
        var count = total - _reported;
        _reported = total;
        if (count > 0)
        {
            environment.Log.Warning("{0} message(s) to services were dropped, one of them to '{1}': {2}. {3} since the start; they are in dead letters.", count, service,
                why, total);
        }

        Interlocked.Exchange(ref _lineIsDue, 0);
        // Whoever has dropped one meanwhile took it for granted that this line would count it.
        if (Dropped != total)
            AskForLine(service, why);
    }
}
