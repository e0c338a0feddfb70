using Akka.Actor;
using Akka.Remote;

namespace Bus.Delivery;

/// <summary>Finds the actors that peers name. Thread-safe.</summary>
/// <param name="provider">Has them.</param>
/// <param name="parts">Who stands in for actors right below <c>/system</c>, by their names.</param>
internal sealed class PathResolver(RemoteActorRefProvider provider, IReadOnlyDictionary<string, IInternalActorRef>? parts = null)
{
    /// <summary>The actor at a path; dead letters if that is none.</summary>
    public IInternalActorRef Resolve(string path) => Resolve(path, out _);

    /// <summary>The actor at a path; dead letters if that is none.</summary>
    /// <param name="path">As a peer writes it.</param>
    /// <param name="isOurs">True if it is a path of this system.</param>
    public IInternalActorRef Resolve(string path, out bool isOurs)
    {
        isOurs = false;
        try
        {
            if (!ActorPath.TryParse(path, out var parsed))
                return (IInternalActorRef)provider.DeadLetters;
            isOurs = provider.HasAddress(parsed.Address);
            if (!isOurs)
                return provider.ResolveActorRefWithLocalAddress(path, provider.DefaultAddress);
            if (parsed.Elements is ["system", var name] && parts?.TryGetValue(name, out var part) == true)
                return part;
            return parsed is RootActorPath ? provider.RootGuardian : (IInternalActorRef)provider.ResolveActorRef(parsed);
        }
        catch (Exception problem) when (IsOfNoPath(problem))
        {
            return (IInternalActorRef)provider.DeadLetters;
        }
    }

    /// <summary>True for a path of this system.</summary>
    public bool IsOurs(string path)
    {
        try
        {
            return ActorPath.TryParse(path, out var parsed) && provider.HasAddress(parsed.Address);
        }
        catch (Exception problem) when (IsOfNoPath(problem))
        {
            return false;
        }
    }

    /// <summary>What Akka.NET throws at some texts that are no paths: a uid that is no number, an address without a host.</summary>
    private static bool IsOfNoPath(Exception problem) => problem is ArgumentException or FormatException or OverflowException;
}
