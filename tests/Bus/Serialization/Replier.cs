using Akka.Actor;
using Bus.Tests.Serialization.Messages;

namespace Bus.Tests.Serialization;

/// <summary>Answers to whom a job says.</summary>
internal sealed class Replier : ReceiveActor
{
    public Replier() => Receive<Job>(job => job.ReplyTo.Tell(new Note(job.Name, job.Watchers!.Count, null, null, null, null)));
}
