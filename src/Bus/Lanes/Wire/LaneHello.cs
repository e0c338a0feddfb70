using System.Buffers.Binary;
using Bus.Transports;

namespace Bus.Lanes;

/// <summary>What each side says of itself first on a lane.</summary>
/// <param name="SystemUid">Akka.Remote's number of the actor system, new at each start: what quarantine goes by.</param>
/// <param name="MostActors">How many names of actors this side keeps for the peer.</param>
/// <param name="LargestMessage">The largest message that this side takes, in bytes after serialization.</param>
internal sealed record LaneHello(int SystemUid, int MostActors, int LargestMessage)
{
    private const int Bytes = LaneFormat.HeadBytes + (2 * sizeof(uint));

    public byte[] Encode()
    {
        var frame = new byte[Bytes];
        LaneFormat.WriteHead(frame, LaneFrameKind.Hello, 0, LaneFormat.Version, (uint)SystemUid, (uint)MostActors);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(LaneFormat.HeadBytes), LargestMessage);
        return frame;
    }

    /// <exception cref="ProtocolViolationException">It is none, or of another version.</exception>
    public static LaneHello Decode(LaneHead head, ReadOnlySpan<byte> rest)
    {
        if (head.Type != LaneFormat.Version)
            throw new ProtocolViolationException($"The peer's lanes are of version {head.Type}, this side's of version {LaneFormat.Version}.");
        var largest = LaneFormat.TakeInt32(ref rest);
        return head.B is > 0 and <= LaneFormat.MostActors && largest > 0
            ? new LaneHello((int)head.A, (int)head.B, largest)
            : throw new ProtocolViolationException($"A lane's hello has {head.B} names and messages of {largest} bytes; neither can be.");
    }
}
