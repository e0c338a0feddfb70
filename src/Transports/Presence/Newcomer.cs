using System.Globalization;
using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Rendezvous;

namespace Bus.Transports.Presence;

/// <summary>
/// Somebody who has just begun to listen. The kernel connects to it although it does not accept yet, says whose socket that is, and will say when it ends; the
/// entry says the rest. So it is known before it has run another instruction: when it answers depends on how busy it is with its own start.
/// </summary>
/// <param name="Control">Connected.</param>
/// <param name="Peer">As its entry says and the kernel confirms.</param>
internal sealed record Newcomer(ControlSocket Control, LinkPeer Peer)
{
    /// <summary>Connects. Null if only an answer can tell who listens there, or whether it can be spoken with. Does not wait.</summary>
    /// <exception cref="RendezvousException">Nobody listens any more.</exception>
    public static Newcomer? TryConnect(RendezvousDirectory directory, BusAddress address, EntryRecord entry)
    {
        if (entry.Protocol != ControlRecord.Version)
            return null;
        var control = directory.Connect(address);
        if (PeerOf(directory, control, address, entry) is { } peer)
            return new Newcomer(control, peer);
        control.Dispose();
        return null;
    }

    private static LinkPeer? PeerOf(RendezvousDirectory directory, ControlSocket control, BusAddress address, EntryRecord entry)
    {
        var credentials = UnixSocket.CredentialsOf(control.Handle);
        // Another user may refuse this one, and in another pid namespace the numbers differ.
        if (credentials.UserId != UserOfThisProcess.Id || credentials.ProcessId != entry.ProcessId
            || !ulong.TryParse(entry.Incarnation, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var incarnation))
            return null;
        // The same before and after: so the socket in between was that of this incarnation, and not of the one before or after it.
        return directory.Read(address)?.Incarnation == entry.Incarnation
            ? new LinkPeer(address, credentials.ProcessId, credentials.UserId, incarnation, 0, "", LinkPurpose.Presence) { Abilities = entry.Abilities }
            : null;
    }
}
