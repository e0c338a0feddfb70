using Akka.Actor;
using Akka.Event;
using Bus.Board;

namespace Bus.Services;

/// <summary>What the board tells of the members of others. Its thread alone uses <c>_posted</c>, one at a time.</summary>
internal sealed partial class ServiceRegistry : INoticeReader
{
    private readonly Dictionary<(Address Peer, string Key), ServiceMember> _posted = [];

    public string? OnPosted(Address peer, Notice notice)
    {
        if (ServiceNotice.Decode(notice, out var problem) is not { } posted)
            return problem;
        if (posted.IsLeaving)
        {
            Withdraw(peer, notice, mayAnswer: true);
            return null;
        }

        var service = Named(posted.Service);
        if (service.Opponent(posted.Routing) is { } opponent && Defend(service, opponent, posted, peer))
            return $"it has registered {opponent} with {opponent.Routing}";
        if (_posted.TryGetValue((peer, notice.Key), out var known) && known.Routing == posted.Routing)
            return null;
        try
        {
            var actor = Environment.Provider.ResolveActorRef(peer + posted.Path);
            if (actor is IInternalActorRef { IsLocal: true })
                return $"'{posted.Path}' cannot be found at {peer}";
            Withdraw(peer, notice, mayAnswer: true);
            var member = new ServiceMember(actor, posted.Routing, posted.Since, HashOf(peer, actor), isOwn: false);
            _posted[(peer, notice.Key)] = member;
            service.Add(member);
            return null;
        }
        catch (Exception malformed)
        {
            // A uid that is no number, and whatever else Akka does not take for a path.
            return $"'{posted.Path}' is no path of an actor: {malformed.Message}";
        }
    }

    public void OnWithdrawn(Address peer, Notice notice) => Withdraw(peer, notice, mayAnswer: false);

    private void Withdraw(Address peer, Notice notice, bool mayAnswer)
    {
        if (_posted.Remove((peer, notice.Key), out var member) && ServiceNotice.Decode(notice, out _) is { } posted)
            Named(posted.Service).Remove(member, mayAnswer);
    }

    /// <returns>True if the routing of this process was first. If not, its members are dropped.</returns>
    private bool Defend(Service service, ServiceMember opponent, ServiceNotice posted, Address peer)
    {
        lock (_gate)
        {
            if (service.Since(opponent.Routing) <= posted.Since)
                return true;
            foreach (var own in _own.Where(own => own.Service == service && own.Notice.Routing != posted.Routing).ToArray())
            {
                own.Conflict = $"{peer} has registered {posted.Path} with {posted.Routing} before";
                Remove(own, mayAnswer: true);
                Observe(_board.WithdrawAsync(ServiceNotice.Kind, own.Notice.Key));
                // Who waits for the task is told by it.
                if (own.IsConfirmed)
                    Environment.Log.Error("The registration is undone. {0}", Conflict(own.Notice, own.Conflict).Message);
            }

            return false;
        }
    }
}
