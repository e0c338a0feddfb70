using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Bus.Board;

namespace Bus.Services;

/// <summary>The services that this system knows: what it registers, what others post, and who asks for them.</summary>
/// <remarks>
/// Thread-safe. <c>_own</c> is under <c>_gate</c>, under which the board is told of changes too, so that it hears of them in their order. Names are kept for
/// the life of the system.
/// <para>
/// Two processes may register different routings before they know of each other. Each then gets the other's notice: who was first objects to the other's, and
/// who was second drops its own.
/// </para>
/// </remarks>
internal sealed partial class ServiceRegistry
{
    private readonly ConcurrentDictionary<string, Service> _services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Name, ServiceUse Use), Lazy<ServiceRef>> _references = new();
    private readonly List<OwnMember> _own = [];
    private readonly Lock _gate = new();
    private readonly ServiceEnvironment _environment;
    private readonly INoticeBoard _board;
    private readonly IActorRef _warden;
    private int _lastUse;

    /// <param name="system">Whose.</param>
    /// <param name="board">Where members are posted.</param>
    /// <param name="warden">The name of the system actor that watches members.</param>
    public ServiceRegistry(ExtendedActorSystem system, INoticeBoard board, string warden = ServiceWarden.Name)
    {
        _environment = new ServiceEnvironment(system, ServiceSettings.Create(system.Settings.Config));
        _board = board;
        _warden = system.SystemActorOf(Props.Create(() => new ServiceWarden(this)).WithDeploy(Deploy.Local), warden);
        board.Read(ServiceNotice.Kind, this);
    }

    private ServiceEnvironment Environment => _environment;

    public IActorRef Reference(string name, ServiceUse use)
    {
        ServiceName.Check(name, nameof(name));
        return _references.GetOrAdd((name, use), key => new(() => new ServiceRef(Named(key.Name), key.Use, Environment.Provider, NameOf(key.Name, key.Use)))).Value;
    }

    public Task Register(string service, IActorRef member, ServiceRouting routing)
    {
        ServiceName.Check(service, nameof(service));
        Check(member);
        if (!Enum.IsDefined(routing))
            throw new ArgumentOutOfRangeException(nameof(routing), routing, $"A service is routed by one of {string.Join(", ", Enum.GetNames<ServiceRouting>())}.");
        var named = Named(service);
        lock (_gate)
        {
            var notice = new ServiceNotice(service, ServiceNotice.PathOf(member), routing, named.Since(routing) ?? Stopwatch.GetTimestamp());
            if (Encoding.UTF8.GetByteCount(notice.Key) > ServiceNotice.MostKeyBytes)
                throw new ArgumentException($"The name of the service and the path of {member} have more than {ServiceNotice.MostKeyBytes} bytes together. Use shorter ones.", nameof(member));
            if (named.Opponent(routing) is { } opponent)
                return Task.FromException(Conflict(notice, $"this process has registered {opponent} with {opponent.Routing}"));
            if (Find(service, member) is { } known)
                return known.Posted;
            var hash = HashOf(Environment.Provider.DefaultAddress, member);
            var own = new OwnMember(named, new ServiceMember(member, routing, notice.Since, hash, isOwn: true), notice);
            _own.Add(own);
            named.Add(own.Member);
            _warden.Tell(member, ActorRefs.NoSender);
            return own.Posted = Post(own);
        }
    }

    public Task Unregister(string service, IActorRef member)
    {
        ServiceName.Check(service, nameof(service));
        ArgumentNullException.ThrowIfNull(member);
        lock (_gate)
        {
            if (Find(service, member) is not { } own)
                return Task.CompletedTask;
            Remove(own, mayAnswer: true);
            // Withdrawing alone would say that it is dead, and what it still works at would be asked of others.
            Observe(_board.PostAsync((own.Notice with { IsLeaving = true }).Encode()));
            return _board.WithdrawAsync(ServiceNotice.Kind, own.Notice.Key);
        }
    }

    /// <summary>An actor of this process has stopped.</summary>
    public void OnTerminated(IActorRef actor)
    {
        lock (_gate)
        {
            foreach (var own in _own.Where(own => own.Member.Actor.Equals(actor)).ToArray())
            {
                Remove(own, mayAnswer: false);
                Observe(_board.WithdrawAsync(ServiceNotice.Kind, own.Notice.Key));
            }
        }
    }

    private Service Named(string name) => _services.GetOrAdd(name, key => new Service(key, Environment));

    /// <summary>The last element of the reference's path. Those of other uses are other references, which are told apart by their paths.</summary>
    private string NameOf(string service, ServiceUse use) =>
        use == ServiceUse.Default ? $"bus-service-{service}" : $"bus-service${Interlocked.Increment(ref _lastUse)}-{service}";

    private void Check(IActorRef member)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (member is not ActorRefWithCell here || here.Provider != Environment.Provider)
        {
            throw new ArgumentException($"{member} is no actor of this process and actor system, so it cannot be registered here: register it where ActorOf has made it. A reference of Ask or of " +
                "a service cannot be a member.", nameof(member));
        }
    }

    private OwnMember? Find(string service, IActorRef member) => _own.Find(own => own.Service.Name == service && own.Member.Actor.Equals(member));

    private void Remove(OwnMember own, bool mayAnswer)
    {
        _own.Remove(own);
        own.Service.Remove(own.Member, mayAnswer);
    }

    private async Task Post(OwnMember own)
    {
        try
        {
            await _board.PostAsync(own.Notice.Encode()).ConfigureAwait(false);
        }
        catch (NoticeRefusedException refused)
        {
            lock (_gate)
                Remove(own, mayAnswer: true);
            throw Conflict(own.Notice, $"{refused.Peer} objects: {refused.Reason}");
        }

        lock (_gate)
        {
            if (own.Conflict is { } reason)
                throw Conflict(own.Notice, reason);
            own.IsConfirmed = true;
        }
    }

    private static ServiceConflictException Conflict(ServiceNotice notice, string reason) => new(notice.Service,
        $"{notice.Path} cannot be registered for the service '{notice.Service}' with {notice.Routing}: {reason}. All members of a service have the same ServiceOptions, in every process: change one of " +
        "the two, or unregister the other members first.");

    /// <summary>By the path without the uid: the next incarnation of an actor gets the keys of the one before.</summary>
    private static ulong HashOf(Address address, IActorRef member) => StableHash.Of(address + member.Path.ToStringWithoutAddress());

    private void Observe(Task told) => told.ContinueWith(
        task => Environment.Log.Debug("Peers could not be told of a member that is gone: {0}", task.Exception!.InnerException!.Message), CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
