using System.Diagnostics;
using Akka.Actor;
using Akka.Remote;
using Bus.Transports;

namespace Bus.Peer.Children;

/// <summary>
/// A system that was started by another with <see cref="IpcChild"/>. It says <c>born</c> to the parent's <c>/user/nursery</c>,
/// answers what it is asked, and ends with its parent.
/// </summary>
internal sealed class ChildActor : ReceiveActor
{
    public ChildActor(ActorPath nursery)
    {
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Receive<DisassociatedEvent>(_ => Context.System.Terminate());
        Receive<string>(text => text == "grandchild", _ => Sender.Tell(Process.Start("sleep", "1000").Id));
        Receive<string>(text => text.StartsWith("variable ", StringComparison.Ordinal),
            text => Sender.Tell(Environment.GetEnvironmentVariable(text["variable ".Length..]) ?? "none"));
        ReceiveAny(message => Sender.Tell(message));
        Context.ActorSelection(nursery).Tell("born");
    }
}
