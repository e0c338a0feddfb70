using System.Buffers.Binary;
using Bus.Transports.Interop;

namespace Bus.Transports.Mechanisms;

/// <summary>One mapped region: this side's own (writable) or its peer's (read-only).</summary>
/// <remarks>Owned jointly by the two channels of a link; unmapped when both have let go.</remarks>
internal sealed unsafe class RingRegion
{
    private readonly MappedMemory _memory;
    private int _owners = 2;

    private RingRegion(MappedMemory memory, int capacity, ulong session)
    {
        _memory = memory;
        Capacity = capacity;
        Session = session;
    }

    public int Capacity { get; }

    public ulong Session { get; }

    public ulong* Tail => (ulong*)(_memory.Start + RingLayout.TailOffset);

    public ulong* WriterParked => (ulong*)(_memory.Start + RingLayout.WriterParkedOffset);

    public ulong* Head => (ulong*)(_memory.Start + RingLayout.HeadOffset);

    public ulong* ReaderParked => (ulong*)(_memory.Start + RingLayout.ReaderParkedOffset);

    public ulong* WriterThread => (ulong*)(_memory.Start + RingLayout.WriterThreadOffset);

    public ulong* ReaderThread => (ulong*)(_memory.Start + RingLayout.ReaderThreadOffset);

    /// <summary>Whose it is, by its own word.</summary>
    public int ProcessId => Volatile.Read(ref *(int*)(_memory.Start + RingLayout.ProcessIdOffset));

    public byte* Data => _memory.Start + RingLayout.DataOffset;

    /// <summary>Writes the header of a region that this side owns. Its memory is all zero before.</summary>
    public static RingRegion Initialize(MappedMemory memory, int capacity, ulong session)
    {
        var header = new Span<byte>(memory.Start, RingLayout.TailOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[RingLayout.MagicOffset..], RingLayout.Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(header[RingLayout.SessionOffset..], session);
        BinaryPrimitives.WriteUInt16LittleEndian(header[RingLayout.VersionOffset..], RingLayout.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header[RingLayout.HeaderLengthOffset..], RingLayout.DataOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(header[RingLayout.CapacityOffset..], (uint)capacity);
        BinaryPrimitives.WriteUInt32LittleEndian(header[RingLayout.ProcessIdOffset..], (uint)Environment.ProcessId);
        return new RingRegion(memory, capacity, session);
    }

    /// <summary>Checks a peer's region against its real size before anything in it is used.</summary>
    /// <exception cref="ProtocolViolationException">It is not a region, or not one for this link.</exception>
    public static RingRegion Attach(MappedMemory memory, ulong? expectedSession)
    {
        var (capacity, session) = CheckHeader(new ReadOnlySpan<byte>(memory.Start, RingLayout.TailOffset), memory.Length, expectedSession);
        return new RingRegion(memory, capacity, session);
    }

    /// <summary>What a header says, if a region of this size can have it.</summary>
    public static (int Capacity, ulong Session) CheckHeader(ReadOnlySpan<byte> header, long regionBytes, ulong? expectedSession)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(header[RingLayout.MagicOffset..]) is var magic && magic != RingLayout.Magic)
            throw new ProtocolViolationException($"A region starts with 0x{magic:X16}; a ring starts with 0x{RingLayout.Magic:X16}.");
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[RingLayout.VersionOffset..]) is var version && version != RingLayout.Version)
            throw new ProtocolViolationException($"A ring has layout version {version}; this side knows {RingLayout.Version}.");
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[RingLayout.HeaderLengthOffset..]) is var length && length != RingLayout.DataOffset)
            throw new ProtocolViolationException($"A ring has a header of {length} bytes; it must have {RingLayout.DataOffset}.");
        var capacity = BinaryPrimitives.ReadUInt32LittleEndian(header[RingLayout.CapacityOffset..]);
        if (capacity is < RingLayout.SmallestCapacity or > RingLayout.LargestCapacity || (capacity & (capacity - 1)) != 0)
        {
            throw new ProtocolViolationException($"A ring has a capacity of {capacity} bytes; it must be a power of two from " +
                $"{RingLayout.SmallestCapacity} to {RingLayout.LargestCapacity}.");
        }

        if (RingLayout.RegionBytes((int)capacity) != regionBytes)
            throw new ProtocolViolationException($"A ring says that it has {capacity} bytes, but its region has {regionBytes}.");
        var session = BinaryPrimitives.ReadUInt64LittleEndian(header[RingLayout.SessionOffset..]);
        return expectedSession is null || expectedSession == session
            ? ((int)capacity, session)
            : throw new ProtocolViolationException($"A ring belongs to session {session:X16}; this link is {expectedSession:X16}.");
    }

    /// <summary>Adds to a counter of a region that this side owns. Each counter has one writer, so no atomic is needed.</summary>
    public void Count(int offset, ulong amount = 1)
    {
        var counter = (ulong*)(_memory.Start + offset);
        Volatile.Write(ref *counter, *counter + amount);
    }

    /// <summary>One of the two channels lets go. The second one unmaps.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
            _memory.Dispose();
    }
}
