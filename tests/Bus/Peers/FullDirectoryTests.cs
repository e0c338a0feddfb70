using System.Diagnostics;
using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Tests.Peers;

/// <summary>A rendezvous directory on a file system that takes nothing more.</summary>
public sealed class FullDirectoryTests
{
    [NamespaceFact]
    public async Task A_system_that_cannot_make_its_entry_says_which_file_why_and_what_to_do()
    {
        using var folder = new TemporaryDirectory();
        string[] command =
        [
            "--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=4k tmpfs \"$1\"; cat /dev/zero > \"$1/filler\"; folder=$1; shift; \"$@\"; ended=$?; find \"$folder\" ! -type d ! -name filler; exit $ended", "sh", folder.Path,
            Path.Combine(AppContext.BaseDirectory, "Bus.Peer"), "lanes", "--name", "Full", "--directory", folder.Path, "--port", "8081", "--settings", "",
        ];
        var start = new ProcessStartInfo("unshare", command) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        using var peer = Process.Start(start.WithoutRuntimeSocket())!;
        var said = peer.StandardError.ReadToEndAsync();

        // Neither where it listens, nor a file that it has left there.
        Assert.Equal("", await peer.StandardOutput.ReadToEndAsync().WaitAsync(Eventually.Patience));

        await peer.WaitForExitAsync().WaitAsync(Eventually.Patience);
        Assert.NotEqual(0, peer.ExitCode);
        Assert.Contains($"Cannot write {folder.Path}/local/8081.lock: No space left on device", await said, StringComparison.Ordinal);
        Assert.Contains("Make room there, or set akka.remote.ipc.directory", await said, StringComparison.Ordinal);
    }
}
