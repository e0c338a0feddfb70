using Bus.Transports.Links;

namespace Bus.Transports.Presence;

/// <content>Who begins to listen while this system watches.</content>
internal sealed partial class PeerDirectory
{
    /// <summary>Somebody listens at a socket. Any thread.</summary>
    private async Task NoticeAsync(string socket)
    {
        try
        {
            var isMet = false;
            await host.Reactor.Invoke(() => isMet = TryMeet(socket)).ConfigureAwait(false);
            if (isMet)
                return;
        }
        catch (Exception problem) when (problem is IpcException or ObjectDisposedException)
        {
            // Gone again, or this system is leaving.
        }

        // It answers for itself.
        await MeetAsync(socket, TimeSpan.Zero).ConfigureAwait(false);
    }

    /// <summary>False if only an answer can tell who it is. On the reactor's thread.</summary>
    private bool TryMeet(string socket)
    {
        if (directory.EntryAt(socket) is not { } entry)
            return false;
        if (_closed || entry.Address == local.Address || _known.GetValueOrDefault(entry.Address)?.Peer.IncarnationText == entry.Record.Incarnation)
            return true;
        if (Newcomer.TryConnect(directory, entry.Address, entry.Record) is not { } newcomer)
            return false;
        KnownAs(newcomer.Peer);
        _ = HearAsync(newcomer, socket);
        return true;
    }

    /// <summary>What it answers makes the presence; if it does not answer, it was none.</summary>
    private async Task HearAsync(Newcomer newcomer, string socket)
    {
        try
        {
            await dialler.GreetAsync(newcomer.Control, newcomer.Peer.Address, OnPresence, OnEnded).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            try
            {
                var end = problem is HandshakeException { PeerIsGone: true } ? LinkEnd.PeerCrashed : LinkEnd.Failed;
                var isForgotten = false;
                await host.Reactor.Invoke(() => isForgotten = Forget(newcomer.Peer, end)).ConfigureAwait(false);
                if (isForgotten && end == LinkEnd.Failed)
                    OnUnanswered(socket, problem, 0);
            }
            catch (ObjectDisposedException)
            {
                // This system is leaving.
            }
        }
    }

    /// <summary>False if it has made itself known otherwise, or is gone already.</summary>
    private bool Forget(LinkPeer peer, LinkEnd end)
    {
        if (!_known.TryGetValue(peer.Address, out var known) || known.Peer.Incarnation != peer.Incarnation || known.Presences.Count > 0)
            return false;
        Remove(known, end);
        return true;
    }
}
