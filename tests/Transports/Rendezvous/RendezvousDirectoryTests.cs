using System.Collections.Concurrent;
using System.Diagnostics;
using Bus.Testing;
using Bus.Transports.Rendezvous;
using Tmds.Linux;
using Xunit;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Rendezvous;

/// <summary>Who may have an address, and what is left when it is given back.</summary>
public sealed class RendezvousDirectoryTests : IDisposable
{
    private static readonly BusAddress Orders = new("Orders", "local", 8081);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_address_is_given_to_one_at_a_time_and_the_error_says_who_has_it()
    {
        var directory = new RendezvousDirectory(_folder.Path);
        using (var entry = directory.Claim(Orders))
        using (entry.Listen(Record(Orders), shared: false))
        {
            var error = Assert.Throws<RendezvousException>(() => directory.Claim(Orders with { System = "Other" }));
            Assert.Contains("Port 8081 of host local", error.Message, StringComparison.Ordinal);
            Assert.Contains($"process {Environment.ProcessId} (system Orders", error.Message, StringComparison.Ordinal);
        }

        directory.Claim(Orders with { System = "Other" }).Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void An_entry_without_a_holder_is_taken_over()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "local"));
        var lockFile = Path.Combine(_folder.Path, "local", "8081.lock");
        File.WriteAllBytes(lockFile, Record(Orders).Encode());
        File.WriteAllText(Path.Combine(_folder.Path, "local", "8081.sock"), "left behind");
        var directory = new RendezvousDirectory(_folder.Path);
        using var entry = directory.Claim(Orders);
        using var socket = entry.Listen(Record(Orders), shared: false);
        using var connected = directory.Connect(Orders);
        Assert.False(connected.Ended);
    }

    [Fact]
    public void A_start_removes_what_others_left_and_nothing_else()
    {
        var host = Directory.CreateDirectory(Path.Combine(_folder.Path, "local")).FullName;
        var other = Directory.CreateDirectory(Path.Combine(_folder.Path, "other")).FullName;
        File.WriteAllBytes(Path.Combine(host, "1.lock"), Record(Orders with { Port = 1 }).Encode());
        File.WriteAllText(Path.Combine(host, "1.sock"), "");
        File.WriteAllText(Path.Combine(host, "2.lock"), "");
        string[] foreign = [Path.Combine(host, "yarn.lock"), Path.Combine(host, "3.lock"), Path.Combine(_folder.Path, "4.lock"), Path.Combine(other, "0.lock")];
        foreach (var file in foreign)
            File.WriteAllText(file, "somebody else's");
        new RendezvousDirectory(_folder.Path).Claim(Orders).Dispose();
        Assert.Equal(foreign.Order(), Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public void Port_zero_finds_a_free_one()
    {
        var directory = new RendezvousDirectory(_folder.Path);
        using var first = directory.Claim(Orders with { Port = 0 });
        using var second = directory.Claim(Orders with { Port = 0 });
        Assert.NotEqual(first.Address.Port, second.Address.Port);
        Assert.InRange(first.Address.Port, 49152, 65535);
    }

    [Fact]
    public void A_path_longer_than_a_socket_address_works()
    {
        var directory = new RendezvousDirectory(Path.Combine(_folder.Path, new string('x', 120), new string('y', 120)));
        using var entry = directory.Claim(Orders);
        using var socket = entry.Listen(Record(Orders), shared: false);
        using var connected = directory.Connect(Orders);
        Assert.False(connected.Ended);
    }

    [Fact]
    public void A_folder_that_others_can_write_is_refused()
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1FF);
        var error = Assert.Throws<RendezvousException>(() => new RendezvousDirectory(_folder.Path).Claim(Orders));
        Assert.Contains("mode 777", error.Message, StringComparison.Ordinal);
        Assert.Contains("chmod 700", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_there_is_said_at_once_with_who_is()
    {
        var directory = new RendezvousDirectory(_folder.Path);
        using var entry = directory.Claim(Orders);
        using var socket = entry.Listen(Record(Orders), shared: false);
        var error = Assert.Throws<RendezvousException>(() => directory.Connect(Orders with { Port = 9 }));
        Assert.Contains("Nobody listens at ipc://Orders@local:9", error.Message, StringComparison.Ordinal);
        Assert.Contains("local/8081.sock", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("/etc")]
    [InlineData("")]
    public void A_host_cannot_lead_out_of_the_directory(string host) =>
        Assert.Throws<RendezvousException>(() => new RendezvousDirectory(_folder.Path).Connect(Orders with { Host = host }));

    [Fact]
    public void Folders_and_files_are_private()
    {
        var folder = Path.Combine(_folder.Path, "made");
        using var entry = new RendezvousDirectory(folder).Claim(Orders);
        using var socket = entry.Listen(Record(Orders), shared: false);
        const UnixFileMode Others = (UnixFileMode)0x3F;
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
            Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(path) & Others);
    }

    /// <summary>
    /// Temporary folders are swept, also while somebody listens. Then the address is another's, and so are the files.
    /// </summary>
    [Fact]
    public void Files_that_were_swept_away_and_made_anew_by_another_are_left_alone()
    {
        var directory = new RendezvousDirectory(_folder.Path);
        var first = directory.Claim(Orders);
        first.Listen(Record(Orders), shared: false).Dispose();
        Directory.Delete(Path.Combine(_folder.Path, "local"), recursive: true);
        using var second = directory.Claim(Orders);
        using var socket = second.Listen(Record(Orders), shared: false);
        first.Dispose();
        using var connected = directory.Connect(Orders);
        Assert.Throws<RendezvousException>(() => directory.Claim(Orders));
    }

    /// <summary>Who leaves removes the folders that it finds empty, between any two steps of one who comes.</summary>
    [Fact]
    public void Coming_and_going_do_not_disturb_each_other() => ComeAndGo(_folder.Path);

    /// <summary>
    /// The default directory is removed too, and whoever makes it anew makes it private, whatever the umask is.
    /// </summary>
    [Fact]
    public void The_default_directory_stays_private_while_others_come_and_go()
    {
        var before = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", _folder.Path);
        var mask = umask((mode_t)0x2);
        try
        {
            ComeAndGo("");
        }
        finally
        {
            _ = umask(mask);
            Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", before);
        }
    }

    [Fact]
    public unsafe void A_directory_of_another_user_is_not_trusted()
    {
        // Only root can give a folder away.
        if (getuid() != 0)
            return;
        fixed (byte* path = System.Text.Encoding.UTF8.GetBytes(_folder.Path + "\0"))
        {
            Assert.Equal(0, chown(path, 4711, 4711));
            var refusal = Assert.Throws<RendezvousException>(() => new RendezvousDirectory(_folder.Path).Claim(new BusAddress("A", "local", 1)));
            Assert.Contains("belongs to user 4711", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(0, chown(path, 0, 0));
        }
    }

    /// <summary>Connecting to a socket takes the permission to write it, which the usual umask of 022 takes from others.</summary>
    [Fact]
    public void A_shared_socket_is_open_to_others_whatever_the_umask_is()
    {
        var mask = umask((mode_t)0x12);
        try
        {
            using var entry = new RendezvousDirectory(_folder.Path).Claim(Orders);
            using var socket = entry.Listen(Record(Orders), shared: true);
            Assert.Equal((UnixFileMode)0x1B6, File.GetUnixFileMode(Path.Combine(_folder.Path, "local", "8081.sock")));
        }
        finally
        {
            _ = umask(mask);
        }
    }

    private static void ComeAndGo(string configured)
    {
        var failures = new ConcurrentQueue<Exception>();
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(1, 3).Select(port => new Thread(() =>
        {
            try
            {
                var directory = new RendezvousDirectory(configured);
                while (clock.ElapsedMilliseconds < 2000 && failures.IsEmpty)
                    directory.Claim(Orders with { Port = port }).Dispose();
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
    }

    private static EntryRecord Record(BusAddress address) =>
        new(address.System, address.ToString(), Environment.ProcessId, 0, DateTimeOffset.UnixEpoch, "00", ["memfd"]);
}
