using Bus.Testing;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Bus.Transports.Rendezvous;
using Xunit;

namespace Bus.Transports.Tests.Regions;

/// <summary>What somebody leaves who is killed in the instant in which a region can be found from outside.</summary>
public sealed class LeftoversTests : IDisposable
{
    private const int ModeOfOurs = 0x1C9;

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_is_removed_by_the_next_who_comes_and_nothing_else_is()
    {
        var uid = UserOfThisProcess.Id;
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder.Path, "elsewhere")).FullName;
        var ours = new[] { "/dev/shm", _folder.Path, elsewhere }.Select(folder => Path.Combine(folder, RegionName.New())).ToArray();
        string[] foreign =
        [
            Path.Combine(_folder.Path, $"akka-ipc-{uid + 1}-12-0123456789abcdef"),
            Path.Combine(_folder.Path, $"akka-ipc-{uid}-x-0123456789abcdef"),
            Path.Combine(_folder.Path, $"akka-ipc-{uid}-12-0123456789abcde"),
            Path.Combine(_folder.Path, $"akka-ipc-{uid}-12-0123456789abcdef.txt"),
            Path.Combine(_folder.Path, "akka-ipc"),
        ];
        foreach (var file in ours.Concat(foreign))
            File.WriteAllText(file, "");
        new RendezvousDirectory(_folder.Path, elsewhere).RemoveStaleEntries();
        Assert.All(ours, file => Assert.False(File.Exists(file)));
        Assert.All(foreign, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public unsafe void A_segment_is_removed_by_the_next_who_comes_and_nothing_else_is()
    {
        var left = SysvMemory.Get(RingLayout.RegionBytes(4096), ModeOfOurs);
        int[] foreign =
        [
            SysvMemory.Get(RingLayout.RegionBytes(4096), 0x180),
            SysvMemory.Get(RingLayout.RegionBytes(4096) + 1, ModeOfOurs),
            0,
        ];
        // Attached: in use, by somebody who has not come to mark it yet. Until then, any system that starts or stops now may remove it.
        void* attached;
        do
        {
            foreign[2] = SysvMemory.Get(RingLayout.RegionBytes(4096), ModeOfOurs);
            attached = SysvMemory.Attach(foreign[2], readOnly: false);
        }
        while (attached is null);
        try
        {
            Leftovers.Remove();
            Assert.Null(SysvSegmentTests.Line(left));
            Assert.All(foreign, id => Assert.NotNull(SysvSegmentTests.Line(id)));
        }
        finally
        {
            _ = SysvMemory.Detach(attached);
            foreach (var id in foreign)
                SysvMemory.MarkForRemoval(id);
        }
    }

    /// <summary>A scan may come at any moment of a creation: whoever creates is not disturbed.</summary>
    [Fact]
    public async Task Who_creates_is_not_disturbed_by_scans()
    {
        using var end = new CancellationTokenSource();
        var scans = Task.Factory.StartNew(() =>
        {
            while (!end.IsCancellationRequested)
                Leftovers.Remove(_folder.Path);
        }, TaskCreationOptions.LongRunning);
        for (var i = 0; i < 2000; i++)
        {
            SysvSegment.Create(RingLayout.RegionBytes(4096)).Dispose();
            SysvSemaphores.Create().Remove();
            PosixShm.Create(4096).Dispose();
            RegionFile.CreateNamed(_folder.Path, out _)!.Dispose();
        }

        await end.CancelAsync();
        await scans;
        Assert.Empty(_folder.Content);
    }
}
