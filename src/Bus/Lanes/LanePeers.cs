using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Bus.Peers;
using Bus.Transports;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>The peers that this system speaks to, by address.</summary>
/// <remarks>Thread-safe. One entry for each address that was ever spoken to, as in Akka.Remote's own registry of endpoints.</remarks>
internal sealed class LanePeers(LaneSystem system)
{
    private readonly ConcurrentDictionary<Address, LanePeer> _peers = new();
    private readonly ConcurrentDictionary<long, LanePeer> _questions = new();
    private long _lastQuestion;

    /// <summary>Gets the answers to questions.</summary>
    public IActorRef Warden { get; set; } = ActorRefs.Nobody;

    /// <summary>The peer at an address; null if it cannot be reached over IPC.</summary>
    public LanePeer? Of(Address address) =>
        !CanReach(address) ? null : _peers.TryGetValue(address, out var known) ? known : _peers.GetOrAdd(address, Create);

    public IEnumerable<LanePeer> All => _peers.Values;

    /// <summary>True if there may be lanes to it. References to it cost nothing here until something is sent.</summary>
    public static bool CanReach(Address address) =>
        address.Protocol == "akka." + BusAddress.Scheme && address is { Host: not null, Port: not null };

    /// <summary>A question to a peer, which its answer is recognized by.</summary>
    public long Ask(LanePeer peer)
    {
        var question = Interlocked.Increment(ref _lastQuestion);
        _questions[question] = peer;
        return question;
    }

    /// <summary>The question needs no answer any more.</summary>
    public void Forget(long question) => _questions.TryRemove(question, out _);

    public void OnAnswer(long question)
    {
        if (_questions.TryRemove(question, out var peer))
            peer.OnClassicIsEmpty(question);
    }

    /// <summary>A peer has opened a lane.</summary>
    public void OnAccepted(Link link)
    {
        var from = link.Peer.Address;
        var address = PeerTable.AddressOf(from);
        try
        {
            Of(address)!.OnLink(link, dialledHere: false);
        }
        catch (Exception problem)
        {
            // The link is closed already.
            system.Log.Debug("A lane of {0} was refused: {1}", link.Peer, problem.Message);
        }
    }

    private LanePeer Create(Address address) => new(system, address, new BusAddress(address.System, address.Host, address.Port!.Value));
}
