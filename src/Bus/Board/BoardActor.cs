using Akka.Actor;

namespace Bus.Board;

/// <summary>
/// Keeps this system's notices and those of all peers. Each change has a number; a peer is sent what it has not confirmed, again until it does, so that nothing depends on
/// the way that a message takes.
/// </summary>
/// <remarks>
/// A withdrawn notice stays as a change without a text until every peer has confirmed it. What comes from a peer that is not in the directory yet waits until it is.
/// </remarks>
internal sealed class BoardActor(string incarnation, Func<Address, IActorRef> boardAt) : UntypedActor
{
    /// <summary>A link that breaks loses what was on its way: so everything is sent again until it is confirmed.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    // Less than the smallest frame that Akka.Remote may be set to.
    private const int MostCharsAtOnce = 8 * 1024;

    // Far beyond what the parts of the bus allow; a peer must not fill this system's memory.
    private const int MostNotices = 200_000;

    // More is sent again.
    private const int MostEarly = 256;

    private readonly SortedDictionary<long, PostNotice> _changes = [];
    private readonly Dictionary<(string Kind, string Key), long> _numbers = [];
    private readonly List<(long Number, PostNotice Command)> _unconfirmed = [];
    private readonly Dictionary<Address, BoardPeer> _peers = [];
    private readonly Dictionary<string, INoticeReader> _readers = [];
    private readonly List<(BoardUpdate Update, IActorRef Sender)> _early = [];
    private readonly List<PostNotice> _waiting = [];
    private bool _hasLookedAround;
    private long _last;
    private ICancelable? _timer;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PostNotice command when !_hasLookedAround:
                _waiting.Add(command);
                break;
            case PostNotice command:
                Change(command);
                break;
            case LookedAround:
                _hasLookedAround = true;
                _waiting.ForEach(Change);
                _waiting.Clear();
                break;
            case BoardUpdate update:
                Take(update);
                break;
            case BoardAnswer answer:
                OnAnswer(answer);
                break;
            case PeerUp up:
                Meet(new BoardPeer(up.Peer, boardAt(up.Peer.Address)));
                break;
            case PeerDown down:
                Forget(down.Peer);
                break;
            case ReadNotices read:
                _readers[read.Kind] = read.Reader;
                foreach (var peer in _peers.Values)
                {
                    foreach (var notice in peer.Notices.Values.Where(notice => notice.Kind == read.Kind))
                        read.Reader.OnPosted(peer.Peer.Address, notice);
                }

                break;
            case SendAgain:
                _timer = null;
                foreach (var peer in _peers.Values)
                    SendAllTo(peer);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop()
    {
        _timer?.Cancel();
        foreach (var command in _unconfirmed.Select(waiting => waiting.Command).Concat(_waiting))
            command.Completion.TrySetException(new InvalidOperationException("The actor system is shutting down."));
    }

    private void Change(PostNotice command)
    {
        var id = (command.Kind, command.Key);
        if (_numbers.TryGetValue(id, out var before))
        {
            _changes.Remove(before);
        }
        else if (command.Text is null)
        {
            command.Completion.TrySetResult();
            return;
        }

        var number = ++_last;
        _numbers[id] = number;
        _changes.Add(number, command);
        _unconfirmed.Add((number, command));
        foreach (var peer in _peers.Values)
        {
            if (peer.Sent == number - 1)
                Send(peer, peer.Sent, number, [new BoardChange(number, command.Kind, command.Key, command.Text)]);
            else
                SendAllTo(peer);
        }

        Settle();
    }

    private void Meet(BoardPeer peer)
    {
        _peers[peer.Peer.Address] = peer;
        SendAllTo(peer);
        foreach (var (update, sender) in _early.Where(early => early.Update.Incarnation == peer.Peer.Incarnation))
            Take(peer, update, sender);
        _early.RemoveAll(early => early.Sender.Path.Address == peer.Peer.Address);
    }

    private void SendAllTo(BoardPeer peer)
    {
        if (peer.Confirmed >= _last)
            return;
        var changes = new List<BoardChange>();
        var chars = 0;
        var from = peer.Confirmed;
        foreach (var (number, change) in _changes.Where(entry => entry.Key > peer.Confirmed))
        {
            changes.Add(new BoardChange(number, change.Kind, change.Key, change.Text));
            chars += change.Key.Length + (change.Text?.Length ?? 0);
            if (chars < MostCharsAtOnce)
                continue;
            Send(peer, from, number, changes);
            from = number;
            changes = [];
            chars = 0;
        }

        // Also if the last ones were replaced since, so that there is no change left that has the last number.
        if (from < _last)
            Send(peer, from, _last, changes);
    }

    private void Send(BoardPeer peer, long from, long upTo, IReadOnlyList<BoardChange> changes)
    {
        peer.Board.Tell(new BoardUpdate(incarnation, from, upTo, changes), Self);
        peer.Sent = upTo;
        _timer ??= Context.System.Scheduler.ScheduleTellOnceCancelable(Again, Self, SendAgain.Instance, Self);
    }

    private void Take(BoardUpdate update)
    {
        if (_peers.TryGetValue(Sender.Path.Address, out var peer) && peer.Peer.Incarnation == update.Incarnation)
        {
            Take(peer, update, Sender);
            return;
        }

        // It has seen this system first, or its end has been seen before its last words.
        if (_early.Count == MostEarly)
            _early.RemoveAt(0);
        _early.Add((update, Sender));
    }

    private void Take(BoardPeer peer, BoardUpdate update, IActorRef sender)
    {
        // What was sent before is missing, or this has been taken before: the answer says what is known.
        if (update.From <= peer.Taken && update.UpTo > peer.Taken)
        {
            foreach (var change in update.Changes.Where(change => change.Number > peer.Taken))
                Take(peer, change);
            peer.Taken = update.UpTo;
        }

        // Again, if the answer before was lost.
        var refused = peer.Objections.Values.Where(objection => objection.Number > update.From && objection.Number <= update.UpTo).ToArray();
        sender.Tell(new BoardAnswer(update.Incarnation, peer.Taken, refused), Self);
    }

    private void Take(BoardPeer peer, in BoardChange change)
    {
        var (number, kind, key, text) = change;
        var address = peer.Peer.Address;
        _readers.TryGetValue(kind, out var reader);
        peer.Objections.Remove((kind, key));
        if (text is null)
        {
            if (peer.Notices.Remove((kind, key), out var withdrawn))
                reader?.OnWithdrawn(address, withdrawn);
            return;
        }

        string? objection;
        if (peer.Notices.Count >= MostNotices && !peer.Notices.ContainsKey((kind, key)))
        {
            objection = $"it has taken {MostNotices:N0} notices of one system already, which is the most";
        }
        else
        {
            var notice = new Notice(kind, key, text);
            peer.Notices[(kind, key)] = notice;
            objection = reader?.OnPosted(address, notice);
        }

        if (objection is not null)
            peer.Objections[(kind, key)] = (number, objection);
    }

    private void OnAnswer(BoardAnswer answer)
    {
        var address = Sender.Path.Address;
        if (answer.Incarnation != incarnation || !_peers.TryGetValue(address, out var peer))
            return;
        peer.Confirmed = Math.Max(peer.Confirmed, Math.Min(answer.UpTo, _last));
        foreach (var (number, reason) in answer.Refused)
        {
            // It may have been replaced, withdrawn, or refused by somebody else meanwhile.
            if (!_changes.TryGetValue(number, out var refused) || refused.Text is null)
                continue;
            _unconfirmed.RemoveAll(waiting => waiting.Number == number);
            // First: whoever hears of it may post it again.
            Change(new PostNotice(refused.Kind, refused.Key, null, new TaskCompletionSource()));
            refused.Completion.TrySetException(new NoticeRefusedException(address, reason));
        }

        Settle();
    }

    private void Forget(BusPeer down)
    {
        if (!_peers.TryGetValue(down.Address, out var peer) || peer.Peer.Incarnation != down.Incarnation)
            return;
        _peers.Remove(down.Address);
        foreach (var notice in peer.Notices.Values)
        {
            if (_readers.TryGetValue(notice.Kind, out var reader))
                reader.OnWithdrawn(down.Address, notice);
        }

        Settle();
    }

    /// <summary>Completes what all peers have confirmed, and lets go of what was withdrawn.</summary>
    private void Settle()
    {
        var confirmed = _peers.Count == 0 ? _last : _peers.Values.Min(peer => peer.Confirmed);
        _unconfirmed.RemoveAll(waiting =>
        {
            if (waiting.Number > confirmed)
                return false;
            waiting.Command.Completion.TrySetResult();
            return true;
        });
        foreach (var (number, change) in _changes.Where(entry => entry.Key <= confirmed && entry.Value.Text is null).ToArray())
        {
            _changes.Remove(number);
            _numbers.Remove((change.Kind, change.Key));
        }
    }

    private sealed class SendAgain
    {
        public static SendAgain Instance { get; } = new();
    }
}
