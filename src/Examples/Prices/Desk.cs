using Akka.Actor;

namespace Bus.Examples.Prices;

/// <summary>Whom all report to.</summary>
internal sealed class Desk : ReceiveActor
{
    /// <param name="market">Everything is written into it.</param>
    /// <param name="settled">Completed when everything is accounted for.</param>
    public Desk(Market market, TaskCompletionSource settled)
    {
        var publishers = Numbers(market.Publishers.Select(member => member.Actor));
        var consumers = Numbers(market.Consumers.Select(member => member.Actor));
        Receive<PublisherStanding>(standing =>
        {
            market.Set(publishers[Sender], standing);
            TellIfSettled();
        });
        Receive<ConsumerStanding>(standing =>
        {
            market.Set(consumers[Sender], standing);
            TellIfSettled();
        });

        void TellIfSettled()
        {
            if (market.IsSettled)
                settled.TrySetResult();
        }
    }

    private static Dictionary<IActorRef, int> Numbers(IEnumerable<IActorRef> actors) =>
        actors.Select((actor, number) => (actor, number)).ToDictionary(pair => pair.actor, pair => pair.number);
}
