using Akka.Actor;
using Bus.Testing;
using Bus.Testing.Processes;
using Bus.Testing.Raw;
using Xunit;

namespace Bus.Conformance.Tests;

/// <summary>Both sides die in the middle of a handshake whose FIFOs have their names still.</summary>
public sealed class FifoLeftoverTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ActorSystem _system = ActorSystem.Create("A", "akka { loglevel = OFF, loggers = [] }");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        _directory.Dispose();
    }

    [Fact]
    public async Task The_next_system_takes_away_what_they_left_and_no_other_handshake()
    {
        await using var listener = await Start();
        await listener.Stop();
        await using var dialler = await Start("--dial", listener.Address!.ToString());
        await Eventually.True("the dialler has made its FIFOs", () => Fifos() == 2);
        // One that was found before its maker had locked it is made again.
        await using (await RawPeer.Listen(_system, IpcSection.Create("fifo", _directory.Path, 0)))
            await Eventually.True("they are there still", () => Fifos() == 2);
        dialler.Kill();
        listener.Kill();
        await Task.WhenAll(dialler.Ended(), listener.Ended());
        Assert.Equal(2, Fifos());
        await using (await RawPeer.Listen(_system, IpcSection.Create("fifo", _directory.Path, 0)))
            Assert.Equal(0, Fifos());
        Assert.Empty(_directory.Content);
    }

    private Task<PeerProcess> Start(params IEnumerable<string> options) =>
        PeerProcess.Start(["echo", "--mechanism", "fifo", "--directory", _directory.Path, .. options]).Listening();

    private int Fifos() => _directory.Content.Count(path => path.EndsWith(".fifo", StringComparison.Ordinal));
}
