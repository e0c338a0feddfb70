using Akka.Actor;
using Akka.Remote;

namespace Bus.Examples.WordCount;

/// <summary>Counts the files that it is given, and answers each with its counts in slices.</summary>
internal sealed class Worker : UntypedActor
{
    private readonly int _number;
    private readonly ActorPath _coordinator;
    private readonly CancellationToken _leaving;

    /// <param name="number">The number that the coordinator knows this worker by.</param>
    /// <param name="coordinator">Where the coordinator is.</param>
    /// <param name="leaving">Stops the counting of a file at once.</param>
    public Worker(int number, ActorPath coordinator, CancellationToken leaving)
    {
        _number = number;
        _coordinator = coordinator;
        _leaving = leaving;
    }

    protected override void PreStart()
    {
        // The association tells all that a worker must know of its coordinator: it could not be made, or it is gone. The transport
        // says so within milliseconds of the coordinator's death, whatever it died of.
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Context.ActorSelection(_coordinator).Tell(new WorkerJoined(_number));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CountFile file:
                Count(file);
                break;
            case AssociationEvent lost when lost.RemoteAddress == _coordinator.Address:
                Context.System.Terminate();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Count(CountFile file)
    {
        var tally = new WordTally();
        try
        {
            WordCounter.CountFile(file.Path, tally, _leaving);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Sender.Tell(new FileUnreadable(file.File, e.Message));
            return;
        }

        var slices = TallySlices.Of(tally);
        for (var i = 0; i < slices.Count; i++)
            Sender.Tell(new CountsSlice(file.File, i, i == slices.Count - 1, slices[i]));
    }
}
