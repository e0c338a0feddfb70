using Akka.Actor;

namespace Bus.Peer.Services;

/// <summary>
/// A member of a service. It answers with the id of its process, or says on the standard output what it <c>got</c> and keeps silent. Told to <c>stop</c> or to <c>leave</c> the service, it does.
/// </summary>
internal sealed class ServiceWorker(string service, bool isSilent) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (isSilent)
            Console.WriteLine($"got {message}");
        else
            Sender.Tell(Environment.ProcessId);
        if (message is "stop")
            Context.Stop(Self);
        else if (message is "leave")
            MessageBus.Get(Context.System).Unregister(service, Self);
    }
}
