using Akka.Actor;
using Akka.Event;

namespace Bus.Services;

/// <summary>Stands in for the sender of a message until the answer comes, which it passes on as if it had come to the sender itself.</summary>
/// <remarks>All that changes is under the lock of <see cref="ServiceRequests"/>.</remarks>
internal sealed class ServiceRequest : MinimalActorRef
{
    private readonly ServiceEnvironment _environment;
    private readonly ServiceRequests _requests;
    private readonly IActorRef _sender;

    public ServiceRequest(in ServiceCall call, ServiceRequests requests, ServiceEnvironment environment)
    {
        _sender = call.Sender!;
        _requests = requests;
        _environment = environment;
        Call = call.Through.Use.FailOver ? call : null;
        Node = new(this);
        Path = Provider.TempPath();
        Provider.RegisterTempActor(this, Path);
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => _environment.Provider;

    /// <summary>What to send again; null if it is not to be.</summary>
    public ServiceCall? Call { get; }

    /// <summary>Its place among those that wait.</summary>
    public LinkedListNode<ServiceRequest> Node { get; }

    /// <summary>Who owes the answer; null while nobody does.</summary>
    public ServiceMember? Member { get; set; }

    /// <summary>To how many members it was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was sent last: a timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long SentAt { get; set; }

    /// <summary>True once it was answered or given up: nothing that comes later is passed on.</summary>
    public bool HasEnded { get; set; }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (_requests.TryEnd(this))
            _sender.Tell(message, sender);
        else
            Provider.DeadLetters.Tell(new DeadLetter(message, sender ?? Provider.DeadLetters, this), sender);
    }
}
