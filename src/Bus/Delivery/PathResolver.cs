using Akka.Actor;
using Akka.Remote;

namespace Bus.Delivery;

/// <summary>Finds the actors that peers name. Thread-safe.</summary>
internal sealed class PathResolver(RemoteActorRefProvider provider)
{
    /// <summary>The actor at a path; dead letters if that is none.</summary>
    public IInternalActorRef Resolve(string path)
    {
        try
        {
            if (!ActorPath.TryParse(path, out var parsed))
                return (IInternalActorRef)provider.DeadLetters;
            if (!provider.HasAddress(parsed.Address))
                return provider.ResolveActorRefWithLocalAddress(path, provider.DefaultAddress);
            return parsed is RootActorPath ? provider.RootGuardian : (IInternalActorRef)provider.ResolveActorRef(parsed);
        }
        catch (Exception problem) when (IsOfNoPath(problem))
        {
            return (IInternalActorRef)provider.DeadLetters;
        }
    }

    /// <summary>A path, if it is one of this system.</summary>
    public ActorPath? Ours(string path)
    {
        try
        {
            return ActorPath.TryParse(path, out var parsed) && provider.HasAddress(parsed.Address) ? parsed : null;
        }
        catch (Exception problem) when (IsOfNoPath(problem))
        {
            return null;
        }
    }

    /// <summary>What Akka.NET throws at some texts that are no paths: a uid that is no number, an address without a host.</summary>
    private static bool IsOfNoPath(Exception problem) => problem is ArgumentException or FormatException or OverflowException;
}
