namespace Bus.Services;

/// <summary>A name, and the actors behind it.</summary>
/// <remarks>
/// Thread-safe. <c>_known</c> and <c>_buffer</c> are under <c>_gate</c>; <c>_members</c> is replaced under it, and read without. Messages to members are sent
/// without the lock, but for those that have waited for the first one: so nothing overtakes them.
/// </remarks>
internal sealed partial class Service
{
    private readonly ServiceEnvironment _environment;
    private readonly ServiceRequests _requests;
    private readonly ServiceBuffer _buffer;
    private readonly ServiceTimer _bufferTimer;
    private readonly List<ServiceMember> _known = [];
    private readonly Lock _gate = new();
    private volatile ServiceMembers _members = ServiceMembers.None;

    public Service(string name, ServiceEnvironment environment)
    {
        Name = name;
        _environment = environment;
        _requests = new ServiceRequests(environment);
        _buffer = new ServiceBuffer(environment.Settings.Buffer, environment.Settings.BufferTimeout);
        _bufferTimer = new ServiceTimer(environment, DropOverdue);
    }

    public string Name { get; }

    /// <summary>Those of now.</summary>
    public ServiceMembers Members => _members;

    /// <summary>One of this process that was registered with another routing; null if there is none.</summary>
    public ServiceMember? Opponent(ServiceRouting routing)
    {
        lock (_gate)
            return _known.Find(member => member.IsOwn && member.Routing != routing);
    }

    /// <summary>Requests that wait for an answer of a member.</summary>
    public int Waiting => _requests.Count;

    /// <summary>Since when it has been routed so, as far as this process knows; null if it is not known to be.</summary>
    public long? Since(ServiceRouting routing)
    {
        lock (_gate)
            return _known.Where(member => member.Routing == routing).Min(member => (long?)member.Since);
    }

    public void Add(ServiceMember member)
    {
        lock (_gate)
        {
            _known.Add(member);
            var members = new ServiceMembers(_known);
            while (_buffer.TryTake(out var call, out var request))
                DeliverSafely(members, call, request);
            _members = members;
        }
    }

    /// <param name="member">Who is none any more; nothing happens if it was not.</param>
    /// <param name="mayAnswer">True if it lives on, so that what it owes is not asked of others.</param>
    public void Remove(ServiceMember member, bool mayAnswer)
    {
        lock (_gate)
        {
            if (!_known.Remove(member))
                return;
            _members = _known.Count > 0 ? new ServiceMembers(_known) : ServiceMembers.None;
        }

        var unanswered = _requests.Abandon(member, mayAnswer);
        // This may be the thread that reads what peers post, and these may be many.
        if (unanswered.Count > 0)
            ThreadPool.UnsafeQueueUserWorkItem(_ => SendAgain(unanswered), null);
    }

    /// <returns>False if there is a member now.</returns>
    private bool TryBuffer(in ServiceCall call, ServiceRequest? request)
    {
        bool isKept;
        lock (_gate)
        {
            if (!_members.IsEmpty)
                return false;
            isKept = _buffer.TryAdd(call, request);
        }

        if (isKept)
            _bufferTimer.Arm(_environment.Settings.BufferTimeout);
        else
            Drop(call, request, $"it has no member, and bus.services.buffer = {_environment.Settings.Buffer} wait already");
        return true;
    }

    private TimeSpan? DropOverdue()
    {
        while (true)
        {
            ServiceCall call;
            ServiceRequest? request;
            lock (_gate)
            {
                if (!_buffer.TryTakeOverdue(out call, out request, out var wait))
                    return wait;
            }

            Drop(call, request, $"it had no member for bus.services.buffer-timeout = {_environment.Settings.BufferTimeout.TotalSeconds} s");
        }
    }

    private void Drop(in ServiceCall call, ServiceRequest? request, string why)
    {
        // One that was answered after all while it waited is no loss.
        if (request is null || _requests.TryEnd(request))
            _environment.Drops.Drop(call, why);
    }
}
