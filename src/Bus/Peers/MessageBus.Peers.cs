namespace Bus;

/// <summary>Who else is there.</summary>
public sealed partial class MessageBus
{
    /// <summary>
    /// The systems that are up now, without this one, in no order. Each comes with a <see cref="PeerUp"/> on the event stream and goes with a <see cref="PeerDown"/>.
    /// </summary>
    public IReadOnlyCollection<BusPeer> Peers => [.. _peers.All.Values];

    /// <summary>Finds a peer that is up.</summary>
    /// <param name="name">The name of its actor system, if that is unique, or its address: <c>render</c>, <c>render@local:9000</c>, <c>akka.ipc://render@local:9000</c>.</param>
    /// <exception cref="ArgumentException">There is none, or more than one; it says which there are.</exception>
    public BusPeer Peer(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var all = Peers;
        var found = all.Where(peer => IsCalled(peer, name)).ToArray();
        return found switch
        {
            [var one] => one,
            [] => throw new ArgumentException($"No peer is called '{name}'. {(all.Count == 0 ? "There are none." : $"There are {Names(all)}.")} WhenPeerUp waits for one.", nameof(name)),
            _ => throw new ArgumentException($"{found.Length} peers are called '{name}': {Names(found)}. Use an address.", nameof(name)),
        };
    }

    /// <summary>Waits for a peer.</summary>
    /// <param name="name">As for <see cref="Peer"/>; the first that is called so.</param>
    /// <param name="cancelled">Ends the waiting.</param>
    /// <returns>At once if it is up already. There is no limit but <paramref name="cancelled"/>.</returns>
    public Task<BusPeer> WhenPeerUp(string name, CancellationToken cancelled = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _peers.WhenUp(peer => IsCalled(peer, name), cancelled);
    }

    private static bool IsCalled(BusPeer peer, string name)
    {
        if (peer.Name == name)
            return true;
        var address = peer.Address.ToString();
        return address == name || address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..] == name;
    }

    private static string Names(IEnumerable<BusPeer> peers) => string.Join(", ", peers.Select(peer => peer.ToString()).Order(StringComparer.Ordinal));
}
