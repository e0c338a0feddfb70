using Bus.Testing;
using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Bus.Transports.Rendezvous;
using Xunit;

namespace Bus.Transports.Tests.Queues;

/// <summary>Who removes a kernel object that outlives its processes, and what is never removed.</summary>
public sealed class KernelObjectRecordTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly List<int> _queues = [];

    public void Dispose()
    {
        foreach (var queue in _queues)
            SystemVQueue.TryRemove(queue);
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_last_one_out_removes_the_objects_and_the_record(bool creatorFirst)
    {
        var item = KernelObject.DrawKey(KernelObjectKind.SystemVQueue);
        var creator = KernelObjectRecord.Create(_folder.Path, item);
        Make(item);
        var other = KernelObjectRecord.Join(_folder.Path, creator.Name);
        Assert.Equal([item], other.Objects);

        var (first, last) = creatorFirst ? (creator, other) : (other, creator);
        first.Dispose();
        Scan();
        Assert.True(Exists(item));
        last.Dispose();
        Assert.False(Exists(item));
        Assert.Empty(_folder.Content);
    }

    /// <summary>Killed before the first object was made, after the first of two, and after the last.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_scan_removes_what_a_killed_process_had_made_so_far(int made)
    {
        KernelObject[] items =
            [KernelObject.DrawKey(KernelObjectKind.SystemVQueue), KernelObject.DrawKey(KernelObjectKind.SystemVQueue)];
        LeaveBehind(items, made);
        Scan();
        Assert.DoesNotContain(items, Exists);
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public void A_scan_removes_an_empty_record_because_nothing_is_made_before_it_is_written()
    {
        File.WriteAllText(PathOf(new string('a', 32)), "");
        Scan();
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public void A_scan_unlinks_the_name_of_a_posix_queue()
    {
        var item = KernelObject.DrawName();
        LeaveBehind([item], made: 0);
        using var queue = PosixQueue.TryCreate(item.Name, 2, 1024, out _);
        Assert.NotNull(queue);
        PosixQueue.OpenToRead(item.Name).Dispose();
        Scan();
        Assert.Throws<MechanismException>(() => PosixQueue.OpenToRead(item.Name));
        Assert.Empty(_folder.Content);
    }

    /// <summary>
    /// The drawback "keys collide", after a crash: a record leads to a queue that had its key before, or that somebody else made.
    /// </summary>
    [Fact]
    public void A_queue_that_is_older_than_the_record_of_its_key_is_not_removed()
    {
        var item = KernelObject.DrawKey(KernelObjectKind.SystemVQueue);
        var record = LeaveBehind([item], made: 1);
        File.SetLastWriteTimeUtc(record, DateTime.UtcNow.AddHours(1));
        Scan();
        Assert.True(Exists(item));
        Assert.Empty(_folder.Content);
    }

    [Theory]
    [InlineData("notes.objects", "{\"Namespace\":\"ipc:[1]\",\"Objects\":[]}")]
    [InlineData("0123456789abcdef0123456789abcdef.objects", "somebody else's")]
    [InlineData("0123456789abcdef0123456789abcdef.objects", "{\"Namespace\":\"no\",\"Objects\":[\"SystemVQueue:00000001\"]}")]
    public void What_is_no_record_of_this_namespace_is_not_touched(string name, string content)
    {
        File.WriteAllText(Path.Combine(_folder.Path, name), content);
        Scan();
        Assert.Equal(content, File.ReadAllText(Path.Combine(_folder.Path, name)));
        var record = Path.GetFileNameWithoutExtension(name);
        Assert.Throws<ProtocolViolationException>(() => KernelObjectRecord.Join(_folder.Path, record));
    }

    [Theory]
    [InlineData("SystemVQueue:1")]
    [InlineData("SystemVQueue:0000000G")]
    [InlineData("7:00000001")]
    [InlineData("PosixQueue:somebody-elses")]
    [InlineData("PosixQueue:akka-ipc-../x")]
    [InlineData("nothing")]
    public void A_record_of_something_unknown_is_not_believed(string item) => Assert.Null(KernelObject.TryParse(item));

    [Fact]
    public void What_was_given_up_is_not_removed_later()
    {
        var item = KernelObject.DrawKey(KernelObjectKind.SystemVQueue);
        using (var record = KernelObjectRecord.Create(_folder.Path, item))
        {
            Make(item);
            record.Forget();
        }

        Assert.True(Exists(item));
        Assert.Empty(_folder.Content);
    }

    private static bool Exists(KernelObject item) => SystemVQueue.Find(item.Key, out _) >= 0;

    /// <summary>A record that nobody holds any more, and the first objects in it.</summary>
    private string LeaveBehind(KernelObject[] items, int made)
    {
        var record = KernelObjectRecord.Create(_folder.Path, items);
        var path = PathOf(record.Name);
        var content = File.ReadAllBytes(path);
        foreach (var item in items.Take(made))
            Make(item);
        record.Forget();
        record.Dispose();
        File.WriteAllBytes(path, content);
        return path;
    }

    private void Make(KernelObject item)
    {
        var id = SystemVQueue.TryCreate(item.Key, out _);
        Assert.True(id >= 0);
        _queues.Add(id);
    }

    private void Scan() => new RendezvousDirectory(_folder.Path).RemoveStaleEntries();

    private string PathOf(string name) => Path.Combine(_folder.Path, name + ".objects");
}
