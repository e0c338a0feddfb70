using System.Text;
using Bus.Transports;

namespace Bus.Lanes;

/// <summary>The actors that the peer has named on one lane.</summary>
/// <remarks>Used by the lane's reader only.</remarks>
internal sealed class InboundActors(LaneSystem system)
{
    private InboundActor?[] _actors = [];
    private int _hand;

    /// <exception cref="ProtocolViolationException">The number was not defined.</exception>
    public InboundActor this[uint number] => number < (uint)_actors.Length && _actors[number] is { } actor
        ? actor
        : throw new ProtocolViolationException($"The peer speaks of actor {number}, which it has not defined.");

    /// <exception cref="ProtocolViolationException">More are defined than were agreed.</exception>
    public void Define(uint number, ReadOnlySpan<byte> path)
    {
        if (number >= system.Settings.MostActors || path.Length > LaneFormat.MostTextBytes)
        {
            throw new ProtocolViolationException($"The peer defines actor {number} with a path of {path.Length} bytes; " +
                $"{system.Settings.MostActors} actors were agreed (bus.lanes.maximum-names), and {LaneFormat.MostTextBytes} bytes.");
        }

        if (number >= _actors.Length)
            Array.Resize(ref _actors, (int)Math.Min(system.Settings.MostActors, Math.Max(64, number * 2)));
        _actors[number] = new InboundActor(system, Encoding.UTF8.GetString(path));
        Sweep();
    }

    /// <summary>With each definition, a few places further: what has stopped is let go while others come.</summary>
    private void Sweep()
    {
        for (var i = 0; i < 4; i++)
        {
            _hand = (_hand + 1) % _actors.Length;
            _actors[_hand]?.Sweep();
        }
    }
}
