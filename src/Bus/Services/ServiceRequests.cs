using System.Diagnostics;

namespace Bus.Services;

/// <summary>The requests of one service that wait for an answer, in the order in which they were sent.</summary>
/// <remarks>Thread-safe. One short lock, under which nothing is sent.</remarks>
internal sealed class ServiceRequests
{
    private readonly Lock _gate = new();
    private readonly LinkedList<ServiceRequest> _waiting = new();
    private readonly ServiceEnvironment _environment;
    private readonly ServiceTimer _timer;
    private int _count;

    public ServiceRequests(ServiceEnvironment environment)
    {
        _environment = environment;
        _timer = new ServiceTimer(environment, GiveUpOverdue);
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>True if one more is sent as it is, without waiting for its answer. Threads that ask at the same moment may each add one.</summary>
    public bool IsFull => Count >= _environment.Settings.MostRequests;

    /// <summary>Before a request is sent to a member.</summary>
    /// <returns>False if the member is none any more: there is a later snapshot of the members.</returns>
    public bool TryBegin(ServiceRequest request, ServiceMember member)
    {
        lock (_gate)
        {
            if (member.IsGone)
                return false;
            // Answered while it was on its way to a second member, which then handles it for nothing.
            if (!request.HasEnded)
            {
                request.Member = member;
                request.Attempts++;
                request.SentAt = Stopwatch.GetTimestamp();
                _waiting.AddLast(request.Node);
                _count = _waiting.Count;
                member.Outstanding++;
            }
        }

        _timer.Arm(_environment.Settings.RequestTimeout);
        return true;
    }

    /// <summary>Its answer is here, or it is given up.</summary>
    /// <returns>False if that was so before.</returns>
    public bool TryEnd(ServiceRequest request)
    {
        lock (_gate)
        {
            if (request.HasEnded)
                return false;
            request.HasEnded = true;
            Remove(request);
        }

        request.Provider.UnregisterTempActor(request.Path);
        return true;
    }

    /// <summary>A member is gone: it gets nothing from now on. The snapshot of the members has changed before.</summary>
    /// <returns>What is to be sent again. The rest waits on: an answer may be under way still.</returns>
    public IReadOnlyList<ServiceRequest> Abandon(ServiceMember member, bool mayAnswer)
    {
        lock (_gate)
        {
            member.IsGone = true;
            if (mayAnswer || member.Outstanding == 0)
                return [];
            var unanswered = _waiting.Where(request => request.Member == member && request.Call is not null).ToArray();
            foreach (var request in unanswered)
                Remove(request);
            return unanswered;
        }
    }

    private TimeSpan? GiveUpOverdue()
    {
        var timeout = _environment.Settings.RequestTimeout;
        while (true)
        {
            ServiceRequest oldest;
            lock (_gate)
            {
                if (_waiting.First is not { } first)
                    return null;
                oldest = first.Value;
                var wait = timeout - Stopwatch.GetElapsedTime(oldest.SentAt);
                if (wait > TimeSpan.Zero)
                    return wait;
            }

            TryEnd(oldest);
        }
    }

    private void Remove(ServiceRequest request)
    {
        if (request.Member is not { } member)
            return;
        request.Member = null;
        member.Outstanding--;
        _waiting.Remove(request.Node);
        _count = _waiting.Count;
    }
}
