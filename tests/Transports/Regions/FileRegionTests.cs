using Bus.Testing;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Transports.Tests.Regions;

/// <summary>Regions in files that cannot be sealed: what the peer can do with what it gets, and what it is believed.</summary>
public sealed class FileRegionTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("posixshm")]
    [InlineData("mmap")]
    [InlineData("memfd")]
    public void What_the_peer_gets_can_neither_be_mapped_writable_nor_be_cut(string mechanism)
    {
        using var proposal = Create(mechanism).Propose(Options);
        var given = proposal.Offer[0];
        Assert.Throws<MechanismException>(() => MappedMemory.Map(given, 4096, writable: true));
        Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(given, 0));
        using var readable = MappedMemory.Map(given, 4096, writable: false);
        Assert.Empty(_folder.Content);
        Assert.DoesNotContain(Directory.GetFiles("/dev/shm"), file => RegionName.IsOurs(Path.GetFileName(file)));
    }

    [Fact]
    public void A_full_file_system_is_an_error_that_names_the_folder_the_size_and_the_way_out()
    {
        const long TooMuch = 1L << 50;
        foreach (var create in new Func<IDisposable>[] { () => PosixShm.Create(TooMuch), () => RegionFile.Create("/dev/shm", TooMuch) })
        {
            var error = Assert.Throws<MechanismException>(create);
            Assert.Contains("in /dev/shm", error.Message, StringComparison.Ordinal);
            Assert.Contains("1,125,899,906,842,624 bytes", error.Message, StringComparison.Ordinal);
            Assert.Contains("are free", error.Message, StringComparison.Ordinal);
            Assert.Contains("ring.capacity", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_that_names_the_setting()
    {
        var missing = Path.Combine(_folder.Path, "missing");
        var error = Assert.Throws<MechanismException>(() => RegionFile.Create(missing, 4096));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.Contains("akka.remote.ipc.mmap.directory", error.Message, StringComparison.Ordinal);
    }

    /// <summary>As on a file system that has neither nameless files nor fallocate.</summary>
    [Fact]
    public void Without_nameless_files_and_without_fallocate_it_works_too_and_no_name_is_left()
    {
        using var file = RegionFile.CreateNamed(_folder.Path, out _)!;
        Assert.Empty(_folder.Content);
        Assert.Equal(0, RegionFile.WriteZeros(file, 300_001));
        Assert.Equal(300_001, RandomAccess.GetLength(file));
        Assert.True(((long)file.Status("a file").st_blocks * 512) >= 300_001);
        using var again = RegionFile.ReopenReadOnly(file);
        Assert.Throws<UnauthorizedAccessException>(() => RandomAccess.Write(again, [1], 0));
    }

    [Theory]
    [InlineData("posixshm")]
    [InlineData("mmap")]
    public void A_region_with_a_name_is_refused(string mechanism)
    {
        using var file = File.OpenHandle(Path.Combine(_folder.Path, "named"), FileMode.CreateNew, FileAccess.ReadWrite);
        RandomAccess.SetLength(file, RingLayout.RegionBytes(4096));
        Refused(mechanism, new ChannelOffer(new RingOffer(1, RingWakeUp.Futex, default, default).Encode(), file), "still has a name");
    }

    [Theory]
    [InlineData("posixshm")]
    [InlineData("mmap")]
    public void A_region_in_memory_with_a_hole_is_refused(string mechanism)
    {
        var file = RegionFile.CreateNamed("/dev/shm", out _)!;
        RandomAccess.SetLength(file, RingLayout.RegionBytes(4096));
        Refused(mechanism, new ChannelOffer(new RingOffer(1, RingWakeUp.Futex, default, default).Encode(), file), "but only 0 of them exist");
    }

    [Theory]
    [InlineData("posixshm", "is not a file")]
    [InlineData("mmap", "is not a file")]
    [InlineData("memfd", "has 0 bytes")]
    public void A_socket_is_refused(string mechanism, string complaint)
    {
        var (mine, theirs) = UnixSocket.Pair(1);
        using (mine)
            Refused(mechanism, new ChannelOffer(new RingOffer(1, RingWakeUp.Futex, default, default).Encode(), theirs), complaint, "has 0 bytes");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Details_of_a_wrong_length_are_refused(int length)
    {
        foreach (var mechanism in new[] { "memfd", "posixshm", "mmap", "sysvshm" })
            Refused(mechanism, new ChannelOffer(new byte[length]), "details");
    }

    [Fact]
    public void An_answer_of_another_link_is_refused()
    {
        using var mine = Create("posixshm").Propose(Options);
        using var other = Create("posixshm").Propose(Options);
        var (channels, answer) = Create("posixshm").Accept(other.Offer, Options);
        using (channels)
        using (answer)
        {
            var violation = Assert.Throws<ProtocolViolationException>(() => mine.Complete(answer));
            Assert.Contains("belongs to session", violation.Message, StringComparison.Ordinal);
        }
    }

    private MechanismOptions Options => new() { RingCapacity = 4096, MmapDirectory = _folder.Path };

    private static Mechanism Create(string mechanism) => MechanismRegistry.Create(mechanism, "the test");

    private void Refused(string mechanism, ChannelOffer offer, params string[] complaints)
    {
        using (offer)
        {
            var violation = Assert.Throws<ProtocolViolationException>(() => Create(mechanism).Accept(offer, Options));
            Assert.Contains(complaints, complaint => violation.Message.Contains(complaint, StringComparison.Ordinal));
        }
    }
}
