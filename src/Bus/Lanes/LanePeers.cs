using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Transports;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>The peers that this system speaks to, by address.</summary>
/// <remarks>Thread-safe. One entry for each address that was ever spoken to, as in Akka.Remote's own registry of endpoints.</remarks>
internal sealed class LanePeers(LaneSystem system)
{
    private readonly ConcurrentDictionary<Address, LanePeer?> _peers = new();
    private readonly ConcurrentDictionary<long, LanePeer> _questions = new();
    private long _lastQuestion;

    /// <summary>Gets the answers to questions.</summary>
    public IActorRef Warden { get; set; } = ActorRefs.Nobody;

    /// <summary>The peer at an address; null if it cannot be reached over IPC.</summary>
    public LanePeer? Of(Address address) => _peers.TryGetValue(address, out var known) ? known : _peers.GetOrAdd(address, Create);

    public IEnumerable<LanePeer> All => _peers.Values.OfType<LanePeer>();

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
        var address = new Address("akka." + BusAddress.Scheme, from.System, from.Host, from.Port);
        if (Of(address) is { } peer)
            peer.OnLink(link, dialledHere: false);
        else
            link.Close("lanes are not for such addresses");
    }

    private LanePeer? Create(Address address) =>
        address.Protocol == "akka." + BusAddress.Scheme && address is { Host: not null, Port: not null }
            ? new LanePeer(system, address, new BusAddress(address.System, address.Host, address.Port.Value))
            : null;
}
