using System.Collections.Concurrent;
using Akka.Actor;
using Bus.Board;

namespace Bus.Tests.Topics;

/// <summary>A post whose peers only note what they are sent.</summary>
internal sealed class ScriptedPost : IPartPost
{
    private readonly ConcurrentDictionary<Address, RecordingRef> _parts = new();
    private readonly ConcurrentDictionary<string, IActorRef> _replaced = new();

    /// <summary>Takes what peers send.</summary>
    public Action<object, IActorRef> Handler { get; private set; } = (_, _) => { };

    public RecordingRef At(Address peer) => _parts.GetOrAdd(peer, address => new RecordingRef(address.System));

    /// <summary>What is sent to a peer goes there instead.</summary>
    public void Replace(string peer, IActorRef part) => _replaced[peer] = part;

    public IActorRef PartAt(Address peer, string part) => _replaced.GetValueOrDefault(peer.System) ?? At(peer);

    public void Handle(string part, Action<object, IActorRef> handler) => Handler = handler;
}
