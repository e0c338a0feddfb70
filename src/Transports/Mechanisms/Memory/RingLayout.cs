namespace Bus.Transports.Mechanisms;

/// <summary>
/// Where things are in a region of shared memory. Each side creates one region, writes only to it, and maps its peer's read-only.
/// <code>
///            0        8         16          20         24         32
///          0x000 +--------+---------+-----------+----------+----------+
///                | magic  | session | version,  | capacity | pid      |   written once, before the region is passed
///                |        |         | headerLen |          |          |
///          0x080 +--------+---------+-----------+----------+----------+
///                | tail           u64: bytes written to this region's ring, ever                 (writer)
///          0x100 +------------------------------------------------------
///                | writer parked  u64: 1 + the peer's head on which the writer sleeps, 0 awake   (writer)
///                | writer thread  u64: tid, above it pid; only if it is woken by signals         (writer)
///          0x180 +------------------------------------------------------
///                | head           u64: bytes read from the PEER's ring, ever                     (reader)
///          0x200 +------------------------------------------------------
///                | reader parked  u64: 1 + the peer's tail on which the reader sleeps, 0 awake   (reader)
///                | reader thread  u64: tid, above it pid; only if it is woken by signals         (reader)
///          0x280 +------------------------------------------------------
///                | counters       u64 each: blocks, bytes, wakes, full stalls (writer), parks, space wakes (reader)
///         0x1000 +------------------------------------------------------
///                | data: capacity bytes, a power of two
///                +------------------------------------------------------
/// </code>
/// Words that different sides touch often stand 128 bytes apart: adjacent cache lines are fetched in pairs.
/// All numbers are little-endian.
/// </summary>
internal static class RingLayout
{
    /// <summary>"BUSRING1" in memory order.</summary>
    public const ulong Magic = 0x31474E4952535542;

    public const ushort Version = 1;

    public const int MagicOffset = 0x000;
    public const int SessionOffset = 0x008;
    public const int VersionOffset = 0x010;
    public const int HeaderLengthOffset = 0x012;
    public const int CapacityOffset = 0x014;
    public const int ProcessIdOffset = 0x018;
    public const int TailOffset = 0x080;
    public const int WriterParkedOffset = 0x100;
    public const int WriterThreadOffset = 0x108;
    public const int HeadOffset = 0x180;
    public const int ReaderParkedOffset = 0x200;
    public const int ReaderThreadOffset = 0x208;
    public const int BlocksOffset = 0x280;
    public const int BytesOffset = 0x288;
    public const int WakesOffset = 0x290;
    public const int FullStallsOffset = 0x298;
    public const int ParksOffset = 0x2C0;
    public const int SpaceWakesOffset = 0x2C8;
    public const int DataOffset = 0x1000;

    public const int SmallestCapacity = 4 * 1024;
    public const int LargestCapacity = 1024 * 1024 * 1024;

    /// <summary>Bytes of a whole region.</summary>
    public static long RegionBytes(int capacity) => DataOffset + (long)capacity;

    /// <summary>True for a size that a region can have.</summary>
    public static bool IsRegionBytes(long bytes) =>
        bytes - DataOffset is >= SmallestCapacity and <= LargestCapacity && long.IsPow2(bytes - DataOffset);
}
