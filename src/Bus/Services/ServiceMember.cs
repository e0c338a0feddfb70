using Akka.Actor;

namespace Bus.Services;

/// <summary>An actor that stands behind the name of a service.</summary>
/// <param name="actor">The actor.</param>
/// <param name="routing">How the service is routed, says who has registered it.</param>
/// <param name="since">See <see cref="Since"/>.</param>
/// <param name="hash">Tells it from others under consistent hashing, the same in every process.</param>
/// <param name="isOwn">True if it is of this process.</param>
internal sealed class ServiceMember(IActorRef actor, ServiceRouting routing, long since, ulong hash, bool isOwn)
{
    private int _outstanding;

    public IActorRef Actor => actor;

    public ServiceRouting Routing => routing;

    /// <summary>
    /// Since when the service has had this routing, as far as was known where the member was registered: a timestamp of <see
    /// cref="System.Diagnostics.Stopwatch"/>, whose clock is the same in all processes. If two disagree about the routing, the earlier one is right.
    /// </summary>
    public long Since => since;

    public ulong Hash => hash;

    public bool IsOwn => isOwn;

    /// <summary>
    /// Answers that it owes this process. Written by <see cref="ServiceRequests"/> under its lock, read by senders without: one that is a moment old does no
    /// harm.
    /// </summary>
    public int Outstanding
    {
        get => Volatile.Read(ref _outstanding);
        set => Volatile.Write(ref _outstanding, value);
    }

    /// <summary>True once it is a member no more. Under the lock of <see cref="ServiceRequests"/>.</summary>
    public bool IsGone { get; set; }

    public override string ToString() => actor.ToString()!;
}
