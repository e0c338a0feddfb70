using Akka.Actor;
using Bus.Services;
using Bus.Tests.Lanes;
using Bus.Tests.Lanes.Actors;

namespace Bus.Tests.Services;

/// <summary>Services of one system whose peers are played by the test; beside those of the system's own bus.</summary>
internal sealed class ServiceNode
{
    public ServiceNode(LaneNode node)
    {
        Node = node;
        Registry = new ServiceRegistry((ExtendedActorSystem)node.System, Board, "test-service-warden");
    }

    public LaneNode Node { get; }

    public TestBoard Board { get; } = new();

    public ServiceRegistry Registry { get; }

    public IActorRef Service(string name, ServiceUse? use = null) => Registry.Reference(name, use ?? ServiceUse.Default);

    /// <summary>A member that answers nothing, and records what it is told.</summary>
    public (IActorRef Actor, Recording Recording) Recorder(string service, ServiceRouting routing = ServiceRouting.RoundRobin)
    {
        var recording = new Recording();
        var actor = Node.System.ActorOf(Props.Create(() => new RecordingActor(recording)));
        Registry.Register(service, actor, routing);
        return (actor, recording);
    }

    /// <summary>Someone to be answered, and what that was.</summary>
    public (IActorRef Actor, Recording Recording) Sender()
    {
        var recording = new Recording();
        return (Node.System.ActorOf(Props.Create(() => new RecordingActor(recording))), recording);
    }
}
