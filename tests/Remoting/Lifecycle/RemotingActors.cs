using Akka.Actor;
using Akka.Actor.Internal;

namespace Bus.Remoting.Tests.Lifecycle;

/// <summary>The actors that remoting has made in a system.</summary>
public static class RemotingActors
{
    private static readonly string[] Roots = ["/system/endpointManager", "/system/transports"];

    /// <summary>The paths of all of them that are alive now.</summary>
    public static async Task<HashSet<string>> Of(ActorSystem system)
    {
        HashSet<string> all = [];
        foreach (string root in Roots)
        {
            IActorRef actor = await system.ActorSelection(root).ResolveOne(TimeSpan.FromSeconds(15));
            all.UnionWith(WithDescendants(actor).Select(found => found.Path.ToStringWithoutAddress()));
        }

        return all;
    }

    private static IEnumerable<IActorRef> WithDescendants(IActorRef root)
    {
        IEnumerable<IActorRef> children = root is ActorRefWithCell { Underlying.ChildrenContainer: NormalChildrenContainer normal }
            ? normal.Children
            : [];
        return children.SelectMany(WithDescendants).Prepend(root);
    }
}
