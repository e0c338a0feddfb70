using System.Buffers.Binary;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Transports.Tests.Protocol;

/// <summary>Every offset of a region, and every field of its header.</summary>
public class RingLayoutTests
{
    [Fact]
    public void Offsets_are_what_the_layout_says()
    {
        Assert.Equal(
            [0x000, 0x008, 0x010, 0x012, 0x014, 0x018, 0x080, 0x100, 0x108, 0x180, 0x200, 0x208, 0x280, 0x288, 0x290, 0x298, 0x2C0, 0x2C8, 0x1000],
            [RingLayout.MagicOffset, RingLayout.SessionOffset, RingLayout.VersionOffset, RingLayout.HeaderLengthOffset, RingLayout.CapacityOffset,
             RingLayout.ProcessIdOffset, RingLayout.TailOffset, RingLayout.WriterParkedOffset, RingLayout.WriterThreadOffset, RingLayout.HeadOffset,
             RingLayout.ReaderParkedOffset, RingLayout.ReaderThreadOffset,
             RingLayout.BlocksOffset, RingLayout.BytesOffset, RingLayout.WakesOffset, RingLayout.FullStallsOffset, RingLayout.ParksOffset,
             RingLayout.SpaceWakesOffset, RingLayout.DataOffset]);
    }

    [Fact]
    public unsafe void A_header_is_written_byte_by_byte()
    {
        using var descriptor = Memfd.Create("test", RingLayout.RegionBytes(8192));
        using var memory = MappedMemory.Map(descriptor, RingLayout.RegionBytes(8192), writable: true);
        RingRegion.Initialize(memory, 8192, 0x0102030405060708);
        Assert.Equal("BUSRING1"u8.ToArray(), new Span<byte>(memory.Start, 8).ToArray());
        Assert.Equal("08-07-06-05-04-03-02-01-01-00-00-10-00-20-00-00", BitConverter.ToString(new Span<byte>(memory.Start + 8, 16).ToArray()));
        Assert.Equal(Environment.ProcessId, BinaryPrimitives.ReadInt32LittleEndian(new Span<byte>(memory.Start + 0x18, 4)));
        Assert.True(new Span<byte>(memory.Start + 0x1C, 0x1000 - 0x1C).IndexOfAnyExcept((byte)0) < 0);
    }

    [Theory]
    [InlineData(0x00, 0xFF, "starts with")]
    [InlineData(0x10, 0x02, "layout version 2")]
    [InlineData(0x12, 0x01, "header of 4097 bytes")]
    [InlineData(0x14, 0x01, "capacity of 8193")]
    [InlineData(0x15, 0x40, "its region has")]
    [InlineData(0x15, 0x04, "capacity of 1024")]
    [InlineData(0x08, 0x01, "belongs to session")]
    public void A_header_that_cannot_be_is_a_violation_that_says_what(int offset, int value, string complaint)
    {
        var header = new byte[RingLayout.TailOffset];
        BinaryPrimitives.WriteUInt64LittleEndian(header, RingLayout.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(RingLayout.VersionOffset), RingLayout.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(RingLayout.HeaderLengthOffset), RingLayout.DataOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(RingLayout.CapacityOffset), 8192);
        Assert.Equal((8192, 0UL), RingRegion.CheckHeader(header, RingLayout.RegionBytes(8192), 0));
        header[offset] = (byte)value;
        var violation = Assert.Throws<ProtocolViolationException>(() => RingRegion.CheckHeader(header, RingLayout.RegionBytes(8192), 0));
        Assert.Contains(complaint, violation.Message, StringComparison.Ordinal);
    }
}
