using System.Collections.Concurrent;

namespace Bus.Lanes;

/// <summary>The types of messages that an actor system has sent. Beyond a bound they get no numbers, and are not kept.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MessageTypes
{
    private readonly ConcurrentDictionary<(int SerializerId, string Manifest), MessageType> _types = new();
    private readonly Lock _lock = new();
    private int _count;

    public MessageType Of(int serializerId, string manifest)
    {
        if (_types.TryGetValue((serializerId, manifest), out var known))
            return known;
        lock (_lock)
        {
            if (_types.TryGetValue((serializerId, manifest), out known))
                return known;
            if (_count == LaneFormat.MostTypes)
                return new MessageType(-1, serializerId, manifest);
            var added = new MessageType(_count++, serializerId, manifest);
            _types[(serializerId, manifest)] = added;
            return added;
        }
    }
}
