using System.Diagnostics;
using Akka.Actor;

namespace Bus.Testing.Actors;

/// <summary>Answers with the trace that it runs in: <c>TRACE SPAN STATE</c>, or <c>none</c>; asked to <c>wait</c>, after it has awaited something.</summary>
public sealed class TraceActor : ReceiveActor
{
    public TraceActor()
    {
        ReceiveAsync<string>(text => text == "wait", async _ =>
        {
            await Task.Delay(1);
            Sender.Tell(Current);
        });
        ReceiveAny(_ => Sender.Tell(Current));
    }

    private static string Current => Activity.Current is { } current ? $"{current.TraceId} {current.SpanId} {current.TraceStateString}" : "none";
}
