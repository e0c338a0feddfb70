using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>Which types the peer has been told the number of, on one lane.</summary>
/// <remarks>Guarded by the lock of the lane's outbox.</remarks>
internal sealed class DefinedTypes
{
    private bool[] _defined = [];

    /// <summary>The number of a type, whose definition is written on first use; -1 if it has none.</summary>
    public int NumberOf(MessageType type, ByteQueue queue)
    {
        if ((uint)type.Number < (uint)_defined.Length && _defined[type.Number])
            return type.Number;
        if (type.Number < 0)
            return -1;
        if (type.Number >= _defined.Length)
            Array.Resize(ref _defined, Math.Max(16, type.Number * 2));
        _defined[type.Number] = true;
        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + type.Manifest.Length);
        LaneFormat.WriteHead(frame, LaneFrameKind.DefineType, type: (ushort)type.Number, a: (uint)type.SerializerId);
        type.Manifest.CopyTo(frame[LaneFormat.HeadBytes..]);
        return type.Number;
    }
}
