using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Hosting.Tests;

/// <summary>The console lifetime of a host handles signals itself; the bus keeps out of its way.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    // Without WithBus() both shut the system down. The bus would be the first to end the process, if it did.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_gets_SIGTERM_stops_all_its_services(bool withBus)
    {
        await using var peer = await PeerProcess.Start([
            "host", "--directory", _folder.Path, "--settings", "bus.signals.exit-after = 0s", "--with-bus", $"{withBus}"]).Listening();
        peer.Get(Signal.Terminate);
        Assert.Equal("slow service stopped", await peer.NextLine());
        Assert.Equal("host stopped", await peer.NextLine());
        Assert.Equal(0, await peer.Ended());
    }
}
