using Akka.Actor;
using Akka.Hosting;
using Bus.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Bus.Hosting.Tests;

/// <summary>A generic host with an actor system in it.</summary>
public sealed class HostNode : IAsyncDisposable
{
    private readonly IHost _host;

    private HostNode(IHost host) => _host = host;

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public Address Address => ((ExtendedActorSystem)System).Provider.DefaultAddress;

    /// <param name="name">Of the actor system.</param>
    /// <param name="configure">What is tested.</param>
    public static async Task<HostNode> Start(string name, Action<AkkaConfigurationBuilder> configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddHealthChecks();
        builder.Services.AddAkka(name, akka =>
        {
            akka.ConfigureLoggers(loggers => loggers.ClearLoggers());
            configure(akka);
        });
        var host = builder.Build();
        await host.StartAsync().WaitAsync(Eventually.Patience);
        return new HostNode(host);
    }

    public Task<HealthReport> Health() => _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
