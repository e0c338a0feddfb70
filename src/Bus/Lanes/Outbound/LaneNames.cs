using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>
/// The numbers that this side has defined on one lane, bounded. When all are given, one that was not used lately is given anew: a
/// clock, whose hand passes over those that were.
/// </summary>
/// <remarks>Guarded by the lock of the lane's outbox, so that a number's definition goes out before its first use and after its last old one.</remarks>
internal sealed class LaneNames(int most)
{
    private readonly List<LaneName> _names = [];
    private int _hand;

    public int Count => _names.Count;

    /// <summary>
    /// The number of an actor, which is given on second use: most temporary references are used just once. -1 if it has none.
    /// </summary>
    public int NumberOf(LaneName name, ByteQueue queue)
    {
        name.IsRecent = true;
        if (name.Number >= 0)
            return name.Number;
        if (!name.IsKnown || name.IsTemporary)
        {
            name.IsKnown = true;
            return -1;
        }

        name.Number = Free(name);
        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + name.Path.Length);
        LaneFormat.WriteHead(frame, LaneFrameKind.DefineActor, a: (uint)name.Number);
        name.Path.CopyTo(frame[LaneFormat.HeadBytes..]);
        return name.Number;
    }

    private int Free(LaneName name)
    {
        if (_names.Count < most)
        {
            _names.Add(name);
            return _names.Count - 1;
        }

        while (_names[_hand].IsRecent)
        {
            _names[_hand].IsRecent = false;
            _hand = (_hand + 1) % most;
        }

        _names[_hand].Number = -1;
        _names[_hand] = name;
        var number = _hand;
        _hand = (_hand + 1) % most;
        return number;
    }
}
