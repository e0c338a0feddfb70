using Bus.Transports.Control;
using Bus.Transports.Links;
using Bus.Transports.Presence;

namespace Bus.Transports.Rendezvous;

/// <summary>Dials, and with <c>mechanism = auto</c> chooses: the best mechanism that the peer's entry names and that works on this machine.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Dialler(LocalSystem local, LinkHost host, RendezvousDirectory directory, TimeSpan timeout, IRendezvousLog log)
{
    /// <summary>Who dials.</summary>
    public BusAddress LocalAddress => local.Address;

    /// <summary>Whatever goes wrong is in the task.</summary>
    public Task<Link> DialAsync(BusAddress target, DialSettings settings, LinkPurpose purpose = LinkPurpose.Association) =>
        settings.Mechanisms.IsAutomatic
            ? ChooseAsync(target, settings, purpose)
            : DialAsync(target, settings, purpose, settings.Mechanisms.Candidates[0]);

    /// <summary>Dials only to know that somebody is there. Whatever goes wrong is in the task.</summary>
    /// <param name="target">Who is dialled.</param>
    /// <param name="onUp">Called on the reactor's thread, before anything can be heard of the peer.</param>
    /// <param name="onEnded">See <see cref="PeerPresence"/>.</param>
    public Task<PeerPresence> DialPresenceAsync(BusAddress target, Action<PeerPresence> onUp, Action<PeerPresence, LinkEnd> onEnded) =>
        GreetAsync(() => directory.Connect(target), target, onUp, onEnded);

    /// <summary>The same over a connection that is there already.</summary>
    public Task<PeerPresence> GreetAsync(ControlSocket connected, BusAddress target, Action<PeerPresence> onUp, Action<PeerPresence, LinkEnd> onEnded) =>
        GreetAsync(() => connected, target, onUp, onEnded);

    private Task<PeerPresence> GreetAsync(
        Func<ControlSocket> connect, BusAddress target, Action<PeerPresence> onUp, Action<PeerPresence, LinkEnd> onEnded) =>
        Dial<PeerPresence>.Start(
            local, host.Reactor, connect, target, LinkPurpose.Presence, null, local.Options, timeout, (control, _, peer) =>
            {
                var presence = PeerPresence.Watched(host.Reactor, control, peer, onEnded);
                onUp(presence);
                return presence;
            });

    /// <summary>Shakes hands over what this process has inherited from its parent.</summary>
    public Task<Link> TakeAsync(InheritedLink inherited, BusAddress target, MechanismOptions options) =>
        Dial<Link>.Start(
            local, host.Reactor, () => new ControlSocket(inherited.Control), target, LinkPurpose.Association, inherited.Pipes, options, timeout, Establish);

    private Task<Link> DialAsync(BusAddress target, DialSettings settings, LinkPurpose purpose, Mechanism mechanism) =>
        Dial<Link>.Start(
            local, host.Reactor, () => directory.Connect(target), target, purpose, mechanism, settings.Options, timeout, Establish);

    private Link Establish(ControlSocket control, ChannelPair? channels, LinkPeer peer) => Link.Watched(host, control, channels!, peer);

    private async Task<Link> ChooseAsync(BusAddress target, DialSettings settings, LinkPurpose purpose)
    {
        // Only a hint, which saves futile dials: what the peer accepts, it says itself.
        var accepted = directory.Read(target)?.Mechanisms;
        var passedOver = new List<string>();
        foreach (var mechanism in settings.Mechanisms.Candidates)
        {
            if (accepted is not null && !accepted.Contains(mechanism.Name))
            {
                passedOver.Add($"{mechanism.Name} is not accepted there");
                continue;
            }

            try
            {
                var link = await DialAsync(target, settings, purpose, mechanism).ConfigureAwait(false);
                log.Info($"mechanism = auto: {mechanism.Name} carries the messages with {target}, the best that both sides accept and this machine allows." +
                    (passedOver.Count == 0 ? "" : $" Passed over: {string.Join("; ", passedOver)}."));
                return link;
            }
            catch (Exception refusal) when (refusal is MechanismException or MechanismRefusedException)
            {
                passedOver.Add($"{mechanism.Name}: {refusal.Message}");
            }
        }

        throw new HandshakeException($"mechanism = auto found none for {target}: {string.Join("; ", passedOver)}.");
    }
}
