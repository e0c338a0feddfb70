using Akka.Event;
using Bus.Delivery;
using Bus.Telemetry;

namespace Bus.Lanes;

/// <summary>What is dropped goes to dead letters, is counted, and is logged at most once a second.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class DropReport(LaneSystem lanes)
{
    private readonly DropCount _count = new(lanes.Later, (count, recipient, why, total) => lanes.Log.Warning(
        "{0} message(s) were dropped, one of them to {1}: {2}. {3} since the start; they are in dead letters.", count, recipient, why, total));

    /// <summary>Messages dropped since the system started.</summary>
    public long Dropped => _count.Dropped;

    public void Drop(in Outgoing outgoing, string why)
    {
        if (Instruments.Dropped.Enabled)
        {
            var peer = outgoing.Recipient.Path.Address;
            Instruments.Dropped.Add(1, Tags.Of(new LinkKey(lanes.System.Name, peer.ToString(), lanes.Peers.Of(peer)?.Mechanism ?? "none")));
        }

        var deadLetters = lanes.System.DeadLetters;
        deadLetters.Tell(new DeadLetter(outgoing.Message, outgoing.Sender ?? deadLetters, outgoing.Recipient), outgoing.Sender);
        _count.Add(outgoing.Recipient.Path, why);
    }
}
