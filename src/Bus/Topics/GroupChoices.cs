using Akka.Actor;

namespace Bus.Topics;

/// <summary>For one message: which peers were chosen for which groups.</summary>
internal sealed class GroupChoices
{
    private readonly Dictionary<IActorRef, List<string>> _groups = [];

    /// <summary>The peers that were not taken yet.</summary>
    public IReadOnlyDictionary<IActorRef, List<string>> Rest => _groups;

    public void Add(IActorRef peer, string group)
    {
        if (!_groups.TryGetValue(peer, out var groups))
            _groups[peer] = groups = [];
        groups.Add(group);
    }

    /// <summary>Takes the groups of a peer; none if it was not chosen.</summary>
    public IReadOnlyList<string> Take(IActorRef peer) => _groups.Remove(peer, out var groups) ? groups : [];
}
