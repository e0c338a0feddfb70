using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Bus.Telemetry;

namespace Bus.Lanes;

/// <summary>What is dropped goes to dead letters, is counted, and is logged at most once a second.</summary>
/// <remarks>
/// Thread-safe. <c>_dropped</c> is changed by interlocked operations. Whoever sets <c>_lineIsDue</c> writes a line, or has it written when
/// its time has come: so <c>_reported</c> and <c>_nextLine</c> have one user at a time.
/// </remarks>
internal sealed class DropReport(LaneSystem lanes)
{
    private long _dropped;
    private long _reported;
    private long _nextLine;
    private int _lineIsDue;

    /// <summary>Messages dropped since the system started.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void Drop(in Outgoing outgoing, string why)
    {
        Interlocked.Increment(ref _dropped);
        if (Instruments.Dropped.Enabled)
        {
            var peer = outgoing.Recipient.Path.Address;
            Instruments.Dropped.Add(1, Tags.Of(new LaneKey(lanes.System.Name, peer.ToString(), lanes.Peers.Of(peer)?.Mechanism ?? "none")));
        }

        var deadLetters = lanes.System.DeadLetters;
        deadLetters.Tell(new DeadLetter(outgoing.Message, outgoing.Sender ?? deadLetters, outgoing.Recipient), outgoing.Sender);
        AskForLine(outgoing.Recipient.Path, why);
    }

    private void AskForLine(ActorPath recipient, string why)
    {
        if (Volatile.Read(ref _lineIsDue) != 0 || Interlocked.Exchange(ref _lineIsDue, 1) != 0)
            return;
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _nextLine);
        if (wait <= TimeSpan.Zero)
            WriteLine(recipient, why);
        else
            lanes.Later(wait, () => WriteLine(recipient, why));
    }

    private void WriteLine(ActorPath recipient, string why)
    {
        _nextLine = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        var total = Dropped;
        var count = total - _reported;
        _reported = total;
        if (count > 0)
        {
            lanes.Log.Warning("{0} message(s) were dropped, one of them to {1}: {2}. {3} since the start; they are in dead letters.", count, recipient,
                why, total);
        }

        Interlocked.Exchange(ref _lineIsDue, 0);
        // Whoever has dropped one meanwhile took it for granted that this line would count it.
        if (Dropped != total)
            AskForLine(recipient, why);
    }
}
