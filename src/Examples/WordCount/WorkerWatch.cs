using Akka.Actor;

namespace Bus.Examples.WordCount;

/// <summary>Death watch for the rest of the program, which is no actor.</summary>
internal sealed class WorkerWatch : ReceiveActor
{
    /// <param name="lost">Is told of each actor whose end is known.</param>
    public WorkerWatch(Action<IActorRef> lost)
    {
        Receive<WorkerShare>(worker => Context.Watch(worker.Member.Actor));
        // Within milliseconds of the death of its process, whatever it died of.
        Receive<Terminated>(terminated => lost(terminated.ActorRef));
    }
}
