using System.Runtime.ExceptionServices;

namespace Bus.Services;

/// <summary>How a message gets from its sender to a member.</summary>
internal sealed partial class Service
{
    private int _turn;

    /// <summary>On the sender's thread, all the way to the member's mailbox or lane.</summary>
    public void Send(in ServiceCall call) => Send(call, null);

    private void Send(in ServiceCall call, ServiceRequest? request)
    {
        var members = _members;
        while (members.IsEmpty)
        {
            if (TryBuffer(call, request))
                return;
            members = _members;
        }

        Deliver(members, call, request);
    }

    private void Deliver(ServiceMembers members, in ServiceCall call, ServiceRequest? request)
    {
        switch (members.Routing)
        {
            case ServiceRouting.RoundRobin:
                Deliver(MemberChoice.RoundRobin(members.For(call.Through.Use), ref _turn), call, request);
                break;
            case ServiceRouting.LeastOutstanding:
                Deliver(MemberChoice.LeastOutstanding(members.For(call.Through.Use), ref _turn), call, request);
                break;
            case ServiceRouting.ConsistentHash:
                if (TryHashKey(call, request, out var key))
                    Deliver(MemberChoice.ConsistentHash(members.All, key), call, request);
                break;
            default:
                Broadcast(members, call);
                break;
        }
    }

    /// <exception cref="LaneFullException">The lane to a member was full, and <c>bus.lanes.overflow = fail</c>. All others have got the message.</exception>
    private static void Broadcast(ServiceMembers members, in ServiceCall call)
    {
        LaneFullException? full = null;
        foreach (var member in members.All)
        {
            try
            {
                member.Actor.Tell(call.Payload, call.Sender);
            }
            catch (LaneFullException problem)
            {
                full = problem;
            }
        }

        if (full is not null)
            ExceptionDispatchInfo.Throw(full);
    }

    private void Deliver(ServiceMember member, in ServiceCall call, ServiceRequest? request)
    {
        var waits = request is not null ||
            ((member.Routing == ServiceRouting.LeastOutstanding || call.Through.Use.FailOver) && call.WantsAnswer && !_requests.IsFull);
        if (waits)
            Request(member, call, request ?? new ServiceRequest(call, _requests, _environment));
        else
            member.Actor.Tell(call.Payload, call.Sender);
    }

    private void Request(ServiceMember member, in ServiceCall call, ServiceRequest request)
    {
        if (request.HasEnded)
            return;
        if (!_requests.TryBegin(request, member))
        {
            // The member has just gone: there is another snapshot by now.
            Send(call, request);
            return;
        }

        try
        {
            member.Actor.Tell(call.Payload, request);
        }
        catch
        {
            // Nobody will answer what a full lane has not taken.
            _requests.TryEnd(request);
            throw;
        }
    }

    private void SendAgain(IReadOnlyList<ServiceRequest> unanswered)
    {
        foreach (var request in unanswered)
        {
            var call = request.Call!.Value;
            if (request.Attempts > _environment.Settings.FailOverLimit)
                Drop(call, request, $"{request.Attempts} members have died before they answered it (bus.services.fail-over-limit)");
            else
                DeliverSafely(null, call, request);
        }
    }

    /// <summary>Away from the thread of the sender, who would have got the exception of a lane that is full.</summary>
    /// <param name="members">Null: those of now.</param>
    /// <param name="call">The message.</param>
    /// <param name="request">What waits for its answer already, if anything.</param>
    private void DeliverSafely(ServiceMembers? members, in ServiceCall call, ServiceRequest? request)
    {
        try
        {
            if (members is null)
                Send(call, request);
            else
                Deliver(members, call, request);
        }
        catch (Exception problem)
        {
            if (request is not null)
                _requests.TryEnd(request);
            _environment.Drops.Drop(call, problem.Message);
        }
    }

    /// <returns>False if it has none. It is dropped then.</returns>
    private bool TryHashKey(in ServiceCall call, ServiceRequest? request, out ulong hash)
    {
        hash = 0;
        string why;
        try
        {
            if (StableHash.KeyOf(call.Message, call.Through.Use) is { } key)
            {
                hash = StableHash.OfKey(key, _environment.System.Serialization);
                return true;
            }

            why = $"a {call.Message.GetType()} has no key: implement Akka.Routing.IConsistentHashable, use a ConsistentHashableEnvelope, or set ServiceUse.HashKey";
        }
        catch (Exception problem)
        {
            why = $"the key of a {call.Message.GetType()} could not be found: {problem.Message}";
        }

        Drop(call, request, why);
        return false;
    }
}
