using Akka.Actor;

namespace Bus.Testing;

/// <summary>An actor under a name that another one, which has stopped, may still hold for a moment.</summary>
public static class Successor
{
    /// <summary>Makes it as soon as the name is free: whoever watched the other one may hear of its end before its parent does.</summary>
    /// <exception cref="TimeoutException">The name stays taken.</exception>
    public static async Task<IActorRef> SuccessorOf(this ActorSystem system, string name, Props props)
    {
        ArgumentNullException.ThrowIfNull(system);
        IActorRef? made = null;
        await Eventually.True($"the name {name} is free", () =>
        {
            try
            {
                made = system.ActorOf(props, name);
            }
            catch (InvalidActorNameException)
            {
                // It is not yet.
            }

            return made is not null;
        });
        return made!;
    }
}
