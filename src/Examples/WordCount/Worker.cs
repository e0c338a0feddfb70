using Akka.Actor;
using Bus.Examples.Processes;

namespace Bus.Examples.WordCount;

/// <summary>Counts the files that it is given, and answers each with its counts in slices.</summary>
internal sealed class Worker : ReceiveActor
{
    public static readonly Role Role =
        new("word-count-worker", membership => Props.Create(() => new Worker(membership.Leaving)), WordCountSerializer.Settings);

    /// <param name="leaving">Stops the counting of a file at once.</param>
    public Worker(CancellationToken leaving) => Receive<CountFile>(file =>
    {
        try
        {
            Count(file, leaving);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Sender.Tell(new FileUnreadable(file.File, e.Message));
        }
    });

    private void Count(CountFile file, CancellationToken leaving)
    {
        var tally = new WordTally();
        WordCounter.CountFile(file.Path, tally, leaving);
        var slices = TallySlices.Of(tally);
        for (var i = 0; i < slices.Count; i++)
            Sender.Tell(new CountsSlice(file.File, i, i == slices.Count - 1, slices[i]));
    }
}
