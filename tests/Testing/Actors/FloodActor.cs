using System.Globalization;
using Akka.Actor;
using Bus.Testing.Lanes;

namespace Bus.Testing.Actors;

/// <summary>
/// Told <c>COUNT SENDERS PATH</c>, it makes that many threads, each of which sends that many numbers in a name of its own; then it says
/// <c>flooded</c>.
/// </summary>
public sealed class FloodActor : ReceiveActor
{
    public FloodActor() => Receive<string>(text =>
    {
        var words = text.Split(' ');
        var target = ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(words[2]);
        var senders = Flood.Senders(Context, int.Parse(words[1], CultureInfo.InvariantCulture));
        var count = int.Parse(words[0], CultureInfo.InvariantCulture);
        Flood.Start(target, senders, count).ContinueWith(_ => "flooded", TaskScheduler.Default).PipeTo(Sender, Self);
    });
}
