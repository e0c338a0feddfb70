using System.Globalization;
using Bus.Testing;
using Bus.Testing.Processes;
using Xunit;

namespace Bus.Tests.Lanes;

/// <summary>What tests of lanes have in common: systems that meet in a folder of the test's own, in this process and in others.</summary>
public abstract class LaneTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private readonly List<IAsyncDisposable> _started = [];

    /// <summary>Where the systems find each other.</summary>
    protected string Folder => _folder.Path;

    /// <summary>Starts a system in this process.</summary>
    protected LaneNode Start(string name, string hocon = "", int port = 0) => Keep(new LaneNode(name, Folder, port, hocon));

    /// <summary>Starts one in a process of its own.</summary>
    protected async Task<PeerProcess> StartPeer(string hocon = "", int port = 0, string name = "Peer") => await Keep(PeerProcess.Start(
        "lanes", "--name", name, "--directory", Folder, "--port", port.ToString(CultureInfo.InvariantCulture), "--settings", hocon)).Listening();

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_started))
            await one.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Has it ended with the test.</summary>
    protected T Keep<T>(T started) where T : IAsyncDisposable
    {
        _started.Add(started);
        return started;
    }
}
