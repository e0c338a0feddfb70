using Akka.Actor;

namespace Bus.Topics;

/// <summary>Where the messages of one topic go, until a subscription changes.</summary>
/// <param name="Here">The subscribers in this system, each once.</param>
/// <param name="Peers">The parts of the peers that have subscribers, each once.</param>
/// <param name="Groups">The groups, of which one member each gets a message.</param>
internal sealed record Route(IActorRef[] Here, IActorRef[] Peers, Interest[] Groups)
{
    public static Route To(IReadOnlyCollection<Interest> interests)
    {
        var plain = interests.Where(interest => interest.Name.Group is null).ToList();
        return new Route(
            [.. plain.SelectMany(interest => interest.Here).Select(subscription => subscription.Subscriber).Distinct()],
            [.. plain.SelectMany(interest => interest.Peers).Select(peer => peer.Part).Distinct()],
            [.. interests.Where(interest => interest.Name.Group is not null)]);
    }
}
