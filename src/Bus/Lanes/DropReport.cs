using System.Diagnostics;
using Akka.Actor;
using Akka.Event;

namespace Bus.Lanes;

/// <summary>What is dropped goes to dead letters, is counted, and is logged at most once a second.</summary>
/// <remarks>Thread-safe. <c>_dropped</c> and <c>_reported</c> are changed by interlocked operations; <c>_nextLine</c> is won by compare and exchange.</remarks>
internal sealed class DropReport(ExtendedActorSystem system, ILoggingAdapter log)
{
    private long _dropped;
    private long _reported;
    private long _nextLine;

    /// <summary>Messages dropped since the system started.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void Drop(in Outgoing outgoing, string why)
    {
        Interlocked.Increment(ref _dropped);
        system.DeadLetters.Tell(new DeadLetter(outgoing.Message, outgoing.Sender ?? system.DeadLetters, outgoing.Recipient), outgoing.Sender);
        var now = Stopwatch.GetTimestamp();
        var due = Volatile.Read(ref _nextLine);
        if (now < due || Interlocked.CompareExchange(ref _nextLine, now + Stopwatch.Frequency, due) != due)
            return;
        var count = Dropped - Interlocked.Exchange(ref _reported, Dropped);
        log.Warning("{0} message(s) were dropped, the last one to {1}: {2}. {3} since the start; they are in dead letters.", count, outgoing.Recipient.Path,
            why, Dropped);
    }
}
