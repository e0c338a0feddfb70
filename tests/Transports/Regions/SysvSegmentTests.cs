using System.Buffers.Binary;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Transports.Tests.Regions;

/// <summary>System V segments: gone with their last user, and believed only as far as they can be.</summary>
public class SysvSegmentTests
{
    private static readonly MechanismOptions Options = new() { RingCapacity = 4096 };

    [Fact]
    public void A_segment_is_attached_by_its_id_although_it_is_marked_for_removal_and_goes_with_the_last_who_has_it()
    {
        var owner = SysvSegment.Create(8192);
        var peer = SysvSegment.AttachReadOnly(owner.Id, _ => { });
        Assert.Equal(2, Line(owner.Id)!["nattch"]);
        owner.Dispose();
        Assert.Equal(1, Line(peer.Id)!["nattch"]);
        peer.Dispose();
        Assert.Null(Line(peer.Id));
    }

    [Fact]
    public void More_than_there_is_memory_is_an_error_with_the_size_and_the_way_out()
    {
        var error = Assert.Throws<MechanismException>(() => SysvSegment.Create(1L << 50));
        Assert.Contains("1,125,899,906,842,624 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("akka.remote.ipc.ring.capacity", error.Message, StringComparison.Ordinal);
    }

    /// <summary>To reach them for real would disturb others on this machine.</summary>
    [Theory]
    [InlineData(28, "kernel\\.shmmni = [0-9]+ .*kernel\\.shmall = [0-9]+.*sysctl")]
    [InlineData(22, "kernel\\.shmmax = [0-9]+ .*sysctl.*ring\\.capacity")]
    [InlineData(13, "different users.*memfd")]
    public void A_limit_is_named_with_its_value_and_the_way_out(int errno, string advice) => Assert.Matches(advice, SysvSegment.Advice(errno));

    [Fact]
    public void What_was_not_there_is_refused() =>
        Assert.Contains("has gone", Refused(Details(int.MaxValue - 1, 1)), StringComparison.Ordinal);

    [Fact]
    public void A_segment_of_another_link_is_refused()
    {
        using var mine = new SysvShmMechanism().Propose(Options);
        var id = BinaryPrimitives.ReadInt32LittleEndian(mine.Offer.Details.Span[RingOffer.FixedBytes..]);
        var wrong = BinaryPrimitives.ReadUInt64LittleEndian(mine.Offer.Details.Span) ^ 1;
        Assert.Contains("belongs to session", Refused(Details(id, wrong)), StringComparison.Ordinal);
        Assert.Equal(1, Line(id)!["nattch"]);
    }

    [Fact]
    public unsafe void A_segment_that_is_not_a_rings_is_refused_unattached()
    {
        var id = SysvMemory.Get(8192, 0x180);
        try
        {
            Assert.Contains("mode 0600", Refused(Details(id, 1)), StringComparison.Ordinal);
            Assert.Equal(0, Line(id)!["nattch"]);
        }
        finally
        {
            SysvMemory.MarkForRemoval(id);
        }

        using var small = SysvSegment.Create(4096);
        Assert.Contains("a ring cannot have that", Refused(Details(small.Id, 1)), StringComparison.Ordinal);
    }

    internal static SysvTable.Line? Line(int id) =>
        SysvTable.Read("shm", "shmid", "perms", "size", "nattch", "uid", "cuid").FirstOrDefault(line => line["shmid"] == id);

    private static byte[] Details(int id, ulong session)
    {
        var pages = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(pages, id);
        return new RingOffer(session, RingWakeUp.Futex, default, pages).Encode();
    }

    private static string Refused(byte[] details)
    {
        using var offer = new ChannelOffer(details);
        return Assert.Throws<ProtocolViolationException>(() => new SysvShmMechanism().Accept(offer, Options)).Message;
    }
}
