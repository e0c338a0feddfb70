using Akka.Actor;
using Akka.Hosting;
using Bus.Hosting;
using Bus.Testing.Lanes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bus.Peer.Signals;

/// <summary>
/// A generic host with a system of the bus, which ends when the host does. After <c>listens ADDRESS</c> it says <c>slow service stopped</c> of a service that takes
/// a while to stop after the actor system, and <c>host stopped</c>.
/// </summary>
internal static class HostPeerSession
{
    /// <param name="directory">Where to meet.</param>
    /// <param name="settings">Of the system.</param>
    /// <param name="withBus">Whether the host is told of the bus, or only its system.</param>
    public static async Task<int> Run(string directory, string settings, bool withBus)
    {
        PeerSession.EndWithInput();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        // Stopped after the actor system: services stop in the order opposite to that in which they start.
        builder.Services.AddHostedService<SlowService>();
        builder.Services.AddAkka("Peer", akka =>
        {
            akka.ConfigureLoggers(loggers => loggers.ClearLoggers());
            akka.AddHocon(LaneHocon.Create(directory, 0, settings), HoconAddMode.Append);
            if (withBus)
                akka.WithBus();
        });
        using var host = builder.Build();
        await host.StartAsync();
        await Console.Out.WriteLineAsync($"listens {((ExtendedActorSystem)host.Services.GetRequiredService<ActorSystem>()).Provider.DefaultAddress}");
        await host.WaitForShutdownAsync();
        await Console.Out.WriteLineAsync("host stopped");
        return 0;
    }

    private sealed class SlowService : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            await Console.Out.WriteLineAsync("slow service stopped");
        }
    }
}
