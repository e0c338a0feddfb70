using Akka.Actor;

namespace Bus.Benchmarks.Mesh;

/// <summary>Takes everything and does nothing.</summary>
internal sealed class QuietActor : UntypedActor
{
    protected override void OnReceive(object message)
    {
    }
}
