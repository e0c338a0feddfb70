using System.Collections.Concurrent;
using Bus.Transports.Control;
using Bus.Transports.Links;
using Bus.Transports.Rendezvous;

namespace Bus.Transports.Presence;

/// <summary>
/// Who is on this machine: every other system in the rendezvous directory has a <see cref="PeerPresence"/> with this one. Those that are there see the socket of
/// one that starts, and dial it: it is a peer as soon as the kernel has connected them (<see cref="Newcomer"/>). The new one dials whoever has not done so. No heartbeat.
/// </summary>
/// <remarks>
/// <c>_known</c>, <c>_closed</c>, <c>_signs</c> and <c>_hasTriedSigns</c> belong to the reactor's thread. Two systems that dial each other at once have two presences: they are one
/// peer, and the first that ends is its end.
/// </remarks>
internal sealed partial class PeerDirectory(
    LocalSystem local, LinkHost host, RendezvousDirectory directory, Dialler dialler, IRendezvousLog log, IPeerObserver? observer)
    : IAsyncDisposable
{
    /// <summary>How long a system that starts waits for those that are there already; only one that does not look around has to be dialled.</summary>
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(100);

    /// <summary>With one peer: two are needed.</summary>
    private const int MostPresences = 4;

    /// <summary>Between the tries of a socket that exists and does not listen yet.</summary>
    private static readonly TimeSpan[] Retries = [TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(80)];

    /// <summary>Between the dials of a system that is there and does not answer: both may be starting on a busy machine, and then neither has answered the other in time.</summary>
    private static readonly TimeSpan[] Silences = [.. Enumerable.Range(0, 6).Select(i => TimeSpan.FromSeconds(1 << i))];

    private readonly Dictionary<BusAddress, Known> _known = [];
    private readonly ConcurrentDictionary<BusAddress, TaskCompletionSource> _expected = new();
    private readonly CancellationTokenSource _stopping = new();
    private DirectoryWatch? _watch;
    private LifeSigns? _signs;
    private bool _hasTriedSigns;
    private bool _closed;

    /// <summary>Looks around, if anybody wants to know.</summary>
    public void Start()
    {
        if (observer is null)
            return;
        try
        {
            // First: whoever starts meanwhile is seen twice rather than never.
            _watch = new DirectoryWatch(directory, local.Address, socket => _ = NoticeAsync(socket), log);
        }
        catch (IpcException problem)
        {
            log.Warning(problem.Message);
        }

        if (_stopping.IsCancellationRequested)
        {
            _watch?.Dispose();
            return;
        }

        _ = LookAroundAsync(observer);
    }

    /// <summary>A peer has dialled. On the reactor's thread.</summary>
    public void OnInbound(ControlSocket control, LinkPeer peer)
    {
        try
        {
            OnPresence(PeerPresence.Watched(host.Reactor, control, peer, OnEnded));
        }
        catch (Exception problem) when (problem is IpcException or ObjectDisposedException)
        {
            control.Dispose();
            log.Warning($"{peer} cannot be watched: {problem.Message}");
        }
    }

    /// <summary>Says goodbye to everybody. Completes when that is done.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _watch?.Dispose();
        await host.Reactor.Invoke(() =>
        {
            _closed = true;
            foreach (var known in _known.Values)
                known.Presences.ForEach(presence => presence.Close());
            _known.Clear();
            // After the goodbyes: whoever has heard one does not take this for a death.
            _signs?.Dispose();
        }).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task LookAroundAsync(IPeerObserver onlooker)
    {
        await Task.WhenAll(directory.Sockets().Select(socket => MeetAsync(socket, Courtesy))).ConfigureAwait(false);
        try
        {
            await host.Reactor.Invoke(onlooker.OnLookedAround).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // This system is leaving.
        }
    }

    /// <summary>Makes sure that there is a presence with whoever listens at a socket.</summary>
    private async Task MeetAsync(string socket, TimeSpan after, int silences = 0)
    {
        try
        {
            if (after > TimeSpan.Zero && directory.AddressAt(socket) is { } expected && expected != local.Address && !await IsKnownAsync(expected).ConfigureAwait(false))
                await Task.WhenAny(Expected(expected), Task.Delay(after, _stopping.Token)).ConfigureAwait(false);
            for (var attempt = 0; ; attempt++)
            {
                if (directory.AddressAt(socket) is { } address && address != local.Address)
                {
                    if (await IsKnownAsync(address).ConfigureAwait(false))
                        return;
                    try
                    {
                        // On the reactor's thread already, before anything else can be heard of the peer.
                        await dialler.DialPresenceAsync(address, OnPresence, OnEnded).ConfigureAwait(false);
                        return;
                    }
                    catch (RendezvousException) when (attempt < Retries.Length)
                    {
                        // Its socket is there, and nobody listens yet; or nobody does any more.
                    }
                }

                if (attempt == Retries.Length)
                    return;
                await Task.Delay(Retries[attempt], _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException)
        {
            // This system is leaving.
        }
        catch (Exception problem)
        {
            OnUnanswered(socket, problem, silences);
        }
    }

    private void OnUnanswered(string socket, Exception problem, int silences)
    {
        if (silences == 0)
            log.Warning($"The system at {socket} is not among the peers: {problem.Message}");
        // Nobody waits for that.
        if (problem is HandshakeException && silences < Silences.Length)
            _ = MeetLaterAsync(socket, silences);
    }

    private async Task MeetLaterAsync(string socket, int silences)
    {
        try
        {
            await Task.Delay(Silences[silences], _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        await MeetAsync(socket, TimeSpan.Zero, silences + 1).ConfigureAwait(false);
    }

    /// <summary>Completes when a peer has come by itself, if it was expected before that.</summary>
    private Task Expected(BusAddress address) =>
        _expected.GetOrAdd(address, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private async Task<bool> IsKnownAsync(BusAddress address)
    {
        var known = false;
        await host.Reactor.Invoke(() => known = _known.ContainsKey(address)).ConfigureAwait(false);
        return known;
    }

    private void OnPresence(PeerPresence presence)
    {
        if (_closed)
        {
            presence.Close();
            return;
        }

        var known = KnownAs(presence.Peer);
        if (known.Presences.Count == MostPresences)
        {
            presence.Close();
            return;
        }

        known.Presences.Add(presence);
        if (Signs() is { } signs)
            presence.Exchange(signs);
    }

    /// <summary>Of this system, which has them from its first presence on; null if this machine knows none.</summary>
    private LifeSigns? Signs()
    {
        if (_hasTriedSigns)
            return _signs;
        _hasTriedSigns = true;
        _signs = LifeSigns.TryStart();
        if (_signs is null)
            log.Debug("The end of a process is noticed by its sockets alone: this kernel has no futex_waitv (Linux 5.16), or no memory for a page.");
        return _signs;
    }

    /// <summary>From now on it is known, if it was not before.</summary>
    private Known KnownAs(LinkPeer peer)
    {
        if (_known.TryGetValue(peer.Address, out var known))
        {
            if (known.Peer.Incarnation == peer.Incarnation)
                return known;
            // The end of the one before has not been read yet.
            Remove(known, LinkEnd.PeerCrashed);
        }

        _known.Add(peer.Address, known = new Known(peer));
        observer?.OnPeerUp(peer);
        if (_expected.TryRemove(peer.Address, out var expected))
            expected.TrySetResult();
        return known;
    }

    private void OnEnded(PeerPresence presence, LinkEnd end)
    {
        if (_known.TryGetValue(presence.Peer.Address, out var known) && known.Presences.Contains(presence))
            Remove(known, end);
    }

    private void Remove(Known known, LinkEnd end)
    {
        _known.Remove(known.Peer.Address);
        known.Presences.ForEach(presence => presence.Close());
        observer?.OnPeerDown(known.Peer, end);
    }

    private sealed record Known(LinkPeer Peer)
    {
        public List<PeerPresence> Presences { get; } = [];
    }
}
