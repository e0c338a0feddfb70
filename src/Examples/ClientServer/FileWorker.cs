using Akka.Actor;

namespace Bus.Examples.ClientServer;

/// <summary>The child process of the classic program: made for one request, answers into the client's own queue, and is gone.</summary>
internal sealed class FileWorker : ReceiveActor
{
    public FileWorker() => Receive<ReadFile>(request =>
    {
        Sender.Tell(new FilePart(request.Number, FilePart.Read(request.Path, request.Offset)));
        Context.Stop(Self);
    });
}
