using Akka.Actor;
using Akka.Event;

namespace Bus;

internal static class Scheduling
{
    /// <summary>Does something after a while, unless the actor system ends before. It must be short: it is done on the scheduler's own thread.</summary>
    public static void Later(this ActorSystem system, TimeSpan delay, Action action, ILoggingAdapter log)
    {
        try
        {
            system.Scheduler.Advanced.ScheduleOnce(delay, action);
        }
        catch (Exception problem)
        {
            // This may be a thread on which an exception ends the process.
            log.Debug("The actor system is ending, nothing is scheduled any more: {0}", problem.Message);
        }
    }
}
