using System.Text;
using Bus.Delivery;
using Bus.Transports;

namespace Bus.Lanes;

/// <summary>The types that the peer has named on one lane.</summary>
/// <remarks>Used by the lane's reader only.</remarks>
internal sealed class InboundTypes
{
    private InboundType?[] _types = [];

    /// <exception cref="ProtocolViolationException">The number was not defined.</exception>
    public InboundType this[ushort number] => number < _types.Length && _types[number] is { } type
        ? type
        : throw new ProtocolViolationException($"The peer speaks of type {number}, which it has not defined.");

    /// <exception cref="ProtocolViolationException">More are defined than may be, or the manifest cannot be one.</exception>
    public void Define(ushort number, int serializerId, ReadOnlySpan<byte> manifest)
    {
        if (number >= LaneFormat.MostTypes || manifest.Length > LaneFormat.MostTextBytes)
        {
            throw new ProtocolViolationException($"The peer defines type {number} with a manifest of {manifest.Length} bytes; " +
                $"{LaneFormat.MostTypes} types and {LaneFormat.MostTextBytes} bytes may be.");
        }

        if (number >= _types.Length)
            Array.Resize(ref _types, Math.Min(LaneFormat.MostTypes, Math.Max(16, number * 2)));
        _types[number] = InboundType.Create(serializerId, Encoding.UTF8.GetString(manifest));
    }
}
