using Bus.Transports.Control;
using Bus.Transports.Links;

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

    /// <summary>Shakes hands over what this process has inherited from its parent.</summary>
    public Task<Link> TakeAsync(InheritedLink inherited, BusAddress target, MechanismOptions options) =>
        Dial.Start(
            local, host, () => new ControlSocket(inherited.Control), target, LinkPurpose.Association, inherited.Pipes, options, timeout);

    private Task<Link> DialAsync(BusAddress target, DialSettings settings, LinkPurpose purpose, Mechanism mechanism) =>
        Dial.Start(local, host, () => directory.Connect(target), target, purpose, mechanism, settings.Options, timeout);

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
