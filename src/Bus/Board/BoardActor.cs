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

    // A peer that is stopped takes nothing, and all that it is sent again takes room on its lane.
    private const int TriesUntilSlow = 150;
    private const int TriesLeftOutWhenSlow = 50;

    // Less than the smallest frame that Akka.Remote may be set to.
    private const int MostCharsAtOnce = 8 * 1024;

    // Far beyond what the parts of the bus allow; a peer must not fill this system's memory.
    private const int MostNotices = 200_000;

    // In characters, of all of one system's together.
    private const long MostCharsKept = 64 * 1024 * 1024;

    // An answer must fit into a frame; the rest is in the next one.
    private const int MostRefusedAtOnce = 16;

    // A peer withdraws what it is told of, so that there are few.
    private const int MostObjections = 10_000;

    // More is sent again.
    private const int MostEarly = 256;

    private readonly SortedDictionary<long, PostNotice> _changes = [];
    private readonly Dictionary<(string Kind, string Key), long> _numbers = [];
    private readonly SortedSet<long> _withdrawn = [];

    // By their numbers.
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
                foreach (var peer in _peers.Values.Where(peer => peer.Confirmed < _last))
                {
                    peer.Tries++;
                    if (peer.Tries <= TriesUntilSlow || peer.Tries % TriesLeftOutWhenSlow == 0)
                        SendAllTo(peer);
                    else
                        TryLater();
                }

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
            _withdrawn.Remove(before);
        }
        else if (command.Text is null)
        {
            command.Completion.TrySetResult();
            return;
        }

        var number = ++_last;
        _numbers[id] = number;
        _changes.Add(number, command);
        if (command.Text is null)
            _withdrawn.Add(number);
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
        Tell(peer.Board, new BoardUpdate(incarnation, from, upTo, changes));
        peer.Sent = upTo;
        TryLater();
    }

    private void TryLater() => _timer ??= Context.System.Scheduler.ScheduleTellOnceCancelable(Again, Self, SendAgain.Instance, Self);

    private void Tell(IActorRef board, object message)
    {
        try
        {
            board.Tell(message, Self);
        }
        catch (LaneFullException)
        {
            // With bus.lanes.overflow = fail. It is lost, as what is dropped is: the update is sent again, and answered again.
        }
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

        // All that are not withdrawn: an answer before may have been lost, and this one confirms what that one would have refused.
        var refused = peer.Objections.Values.OrderBy(objection => objection.Number).Take(MostRefusedAtOnce + 1).ToArray();
        var known = peer.Taken;
        if (refused.Length > MostRefusedAtOnce)
        {
            known = refused[^1].Number - 1;
            refused = refused[..^1];
        }

        Tell(sender, new BoardAnswer(update.Incarnation, known, refused));
    }

    private void Take(BoardPeer peer, in BoardChange change)
    {
        var (number, kind, key, text) = change;
        var address = peer.Peer.Address;
        _readers.TryGetValue(kind, out var reader);
        peer.Objections.Remove((kind, key));
        peer.Notices.Remove((kind, key), out var before);
        peer.Chars -= before is null ? 0 : Size(before);
        if (text is null)
        {
            if (before is not null)
                reader?.OnWithdrawn(address, before);
            return;
        }

        var notice = new Notice(kind, key, text);
        var size = Size(notice);
        string? objection;
        if (peer.Notices.Count >= MostNotices || peer.Chars + size > MostCharsKept)
        {
            objection = $"it has taken {peer.Notices.Count:N0} notices of one system already, and at most {MostNotices:N0} with {MostCharsKept:N0} characters";
            // It has been replaced all the same.
            if (before is not null)
                reader?.OnWithdrawn(address, before);
        }
        else
        {
            peer.Notices.Add((kind, key), notice);
            peer.Chars += size;
            objection = reader?.OnPosted(address, notice);
        }

        if (objection is not null && peer.Objections.Count < MostObjections)
            peer.Objections[(kind, key)] = (number, objection);
    }

    private static int Size(Notice notice) => notice.Kind.Length + notice.Key.Length + notice.Text.Length;

    private void OnAnswer(BoardAnswer answer)
    {
        var address = Sender.Path.Address;
        if (answer.Incarnation != incarnation || !_peers.TryGetValue(address, out var peer))
            return;
        peer.Tries = 0;
        var confirmed = Math.Min(answer.UpTo, _last);
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

        // Last: the others that are refused are not confirmed meanwhile.
        peer.Confirmed = Math.Max(peer.Confirmed, confirmed);
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
        var done = 0;
        for (; done < _unconfirmed.Count && _unconfirmed[done].Number <= confirmed; done++)
            _unconfirmed[done].Command.Completion.TrySetResult();
        _unconfirmed.RemoveRange(0, done);
        while (_withdrawn.Count > 0 && _withdrawn.Min <= confirmed)
        {
            var number = _withdrawn.Min;
            _withdrawn.Remove(number);
            _changes.Remove(number, out var change);
            _numbers.Remove((change!.Kind, change.Key));
        }
    }

    private sealed class SendAgain
    {
        public static SendAgain Instance { get; } = new();
    }
}
