using Akka.Actor;

namespace Bus.Examples.Chat;

/// <summary>Somebody in the main process who hears everything.</summary>
internal sealed class Screen : ReceiveActor
{
    /// <param name="heard">Is told each line, one after the other.</param>
    public Screen(Action<Line> heard) => Receive<Line>(heard);
}
