using System.Globalization;
using Akka.Actor;

namespace Bus.Benchmarks.Load;

/// <summary>Sends everything back.</summary>
internal sealed class EchoActor : UntypedActor
{
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"echo-{number}");

    protected override void OnReceive(object message) => Sender.Tell(message);
}
