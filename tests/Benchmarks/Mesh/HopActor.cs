using System.Diagnostics;
using Akka.Actor;
using Bus.Benchmarks.Load;

namespace Bus.Benchmarks.Mesh;

/// <summary>Sends one message after the other, each when the one before has been answered, and notes how long each took.</summary>
internal sealed class HopActor(Action<object, IActorRef> send, int count, int unmeasured, TaskCompletionSource<Latencies> done) : UntypedActor
{
    private readonly Latencies _latencies = new();
    private int _left = count + unmeasured;
    private long _sent;

    protected override void PreStart() => Next();

    protected override void OnReceive(object message)
    {
        var now = Stopwatch.GetTimestamp();
        if (_left < count)
            _latencies.Record(now - _sent);
        if (_left > 0)
            Next();
        else if (done.TrySetResult(_latencies))
            Context.Stop(Self);
    }

    private void Next()
    {
        _left--;
        _sent = Stopwatch.GetTimestamp();
        send("ping", Self);
    }
}
