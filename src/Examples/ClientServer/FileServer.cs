using Akka.Actor;

namespace Bus.Examples.ClientServer;

/// <summary>The well-known queue of the classic program: whoever knows the name can put a request into it. Each is given to a worker of its own.</summary>
internal sealed class FileServer : ReceiveActor
{
    /// <summary>The name of the actor.</summary>
    public const string Name = "files";

    private static readonly Props Worker = Props.Create(() => new FileWorker());

    private long _requests;

    public FileServer()
    {
        Receive<ReadFile>(request =>
        {
            _requests++;
            Context.ActorOf(Worker).Forward(request);
        });
        Receive<StopServing>(_ => Sender.Tell(new Served(_requests)));
    }
}
