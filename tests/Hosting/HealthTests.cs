using Bus.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Bus.Hosting.Tests;

/// <summary>Healthy is who can be found.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_system_that_listens_is_healthy()
    {
        await using var host = await Start();
        var entry = (await host.Health()).Entries[BusHostingExtensions.HealthCheckName];
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(["akka", "bus", "ready"], entry.Tags.Order());
    }

    [Fact]
    public async Task Without_its_socket_it_is_not()
    {
        await using var host = await Start();
        File.Delete(Path.Combine(_folder.Path, "local", "4004.sock"));
        await IsUnhealthy(host, "4004.sock was removed: ipc://Only@local:4004 cannot be dialled any more");
    }

    [Fact]
    public async Task With_somebody_elses_entry_in_place_of_its_own_it_is_not()
    {
        await using var host = await Start();
        var entry = Path.Combine(_folder.Path, "local", "4004.lock");
        File.Delete(entry);
        await File.WriteAllTextAsync(entry, "another system's");
        await IsUnhealthy(host, "4004.lock was removed, or is another system's");
    }

    [Fact]
    public async Task Once_it_has_terminated_it_is_not()
    {
        await using var host = await Start();
        await host.System.Terminate();
        await IsUnhealthy(host, "Only has terminated");
    }

    [Fact]
    public async Task The_check_can_be_left_out()
    {
        await using var host = await HostNode.Start("Only", akka => akka.WithBus(new BusOptions { Directory = _folder.Path, Port = 0, HealthCheck = false }));
        Assert.DoesNotContain(BusHostingExtensions.HealthCheckName, (await host.Health()).Entries.Keys);
    }

    private Task<HostNode> Start() => HostNode.Start("Only", akka => akka.WithBus(new BusOptions { Directory = _folder.Path, Port = 4004 }));

    private static async Task IsUnhealthy(HostNode host, string why)
    {
        var entry = (await host.Health()).Entries[BusHostingExtensions.HealthCheckName];
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains(why, entry.Description);
    }
}
