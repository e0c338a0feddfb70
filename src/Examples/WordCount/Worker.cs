using Akka.Actor;
using Bus.Examples.Processes;

namespace Bus.Examples.WordCount;

/// <summary>Counts the files that it is asked for. What it is asked twice it answers twice: a member of a service whose users may fail over.</summary>
internal sealed class Worker : ReceiveActor
{
    /// <summary>The counts of a file are one message. In both processes.</summary>
    public const string Settings = "bus.lanes.maximum-message-size = 256 MiB";

    public static readonly Role Role = new("word-count-worker", membership => Props.Create(() => new Worker(membership)), Settings)
    {
        Service = "files",
        // Files are of very different size.
        Routing = ServiceRouting.LeastOutstanding,
    };

    public Worker(Membership membership) => Receive<CountFile>(file =>
    {
        try
        {
            var tally = new WordTally();
            WordCounter.CountFile(file.Path, tally, membership.Leaving);
            Sender.Tell(new FileCounts(membership.Number, TallyFormat.Write(tally)));
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Sender.Tell(new FileCounts(membership.Number, [], e.Message));
        }
    });
}
