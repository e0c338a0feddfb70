using System.Collections.Concurrent;
using Akka.Actor;

namespace Bus.Topics;

/// <summary>Who wants what, in this system and in others, and the routes that follow from it.</summary>
/// <remarks>
/// Thread-safe. Changes and new routes are made under a lock, in which nothing foreign is called. A route that is known is found without it:
/// <c>_routes</c> holds only routes of the present state, as each change replaces it as a whole.
/// </remarks>
internal sealed class InterestTable
{
    /// <summary>Routes of more topics are not kept: all are forgotten, and those in use come back.</summary>
    public const int MostRoutes = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Interest> _interests = [];
    private readonly TopicTrie<Interest> _trie = new();
    private readonly List<Interest> _found = [];
    private volatile ConcurrentDictionary<string, Route> _routes = new();
    private int _routeCount;

    /// <summary>The route of a topic, if it is known.</summary>
    public Route? Known(string topic) => _routes.TryGetValue(topic, out var route) ? route : null;

    /// <summary>Finds the route of a topic that is known to be legal.</summary>
    public Route Find(string topic)
    {
        lock (_lock)
        {
            if (_routes.TryGetValue(topic, out var known))
                return known;
            if (_routeCount >= MostRoutes)
                ForgetRoutes();
            _found.Clear();
            _trie.Find(topic, _found);
            var route = Route.To(_found);
            _routes[topic] = route;
            _routeCount++;
            return route;
        }
    }

    /// <summary>The interest of a name, if anybody has it.</summary>
    public Interest? InterestIn(string name)
    {
        lock (_lock)
            return _interests.GetValueOrDefault(name);
    }

    /// <returns>True if it is the first of its name in this system.</returns>
    public bool Add(Subscription subscription)
    {
        lock (_lock)
        {
            var interest = GetOrAdd(subscription.Name);
            interest.Here = [.. interest.Here, subscription];
            ForgetRoutes();
            return interest.Here.Length == 1;
        }
    }

    /// <returns>True if it was the last of its name in this system.</returns>
    public bool Remove(Subscription subscription)
    {
        lock (_lock)
        {
            if (!_interests.TryGetValue(subscription.Name.Text, out var interest))
                return false;
            interest.Here = [.. interest.Here.Where(other => other != subscription)];
            Clean(interest);
            return interest.Here.Length == 0;
        }
    }

    /// <returns>What was known of the peer's interest before; null if it is a new one.</returns>
    public PeerInterest? Set(InterestName name, PeerInterest peer)
    {
        lock (_lock)
        {
            var interest = GetOrAdd(name);
            var at = Array.FindIndex(interest.Peers, known => known.Peer == peer.Peer);
            if (at < 0)
            {
                interest.Peers = [.. interest.Peers, peer];
                ForgetRoutes();
                return null;
            }

            // The routes stay as they are: the peer was in them already.
            var before = interest.Peers[at];
            var peers = interest.Peers.ToArray();
            peers[at] = peer;
            interest.Peers = peers;
            return before;
        }
    }

    /// <returns>False if the peer had no such interest.</returns>
    public bool Remove(string name, Address peer)
    {
        lock (_lock)
        {
            if (!_interests.TryGetValue(name, out var interest) || !Array.Exists(interest.Peers, known => known.Peer == peer))
                return false;
            interest.Peers = [.. interest.Peers.Where(known => known.Peer != peer)];
            Clean(interest);
            return true;
        }
    }

    private Interest GetOrAdd(InterestName name)
    {
        if (_interests.TryGetValue(name.Text, out var known))
            return known;
        var interest = new Interest(name);
        _interests.Add(name.Text, interest);
        _trie.Add(name.Pattern, interest);
        return interest;
    }

    private void Clean(Interest interest)
    {
        if (interest.Here.Length == 0 && interest.Peers.Length == 0)
        {
            _interests.Remove(interest.Name.Text);
            _trie.Remove(interest.Name.Pattern, interest);
        }

        ForgetRoutes();
    }

    private void ForgetRoutes()
    {
        if (_routeCount == 0)
            return;
        _routes = new ConcurrentDictionary<string, Route>();
        _routeCount = 0;
    }
}
