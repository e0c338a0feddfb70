using System.Globalization;
using Akka.Configuration;
using Bus.Transports;

namespace Bus.Testing.Lanes;

/// <summary>The configuration of a system with lanes, in this process or in another.</summary>
public static class LaneHocon
{
    /// <param name="directory">The rendezvous directory.</param>
    /// <param name="port">0 for any.</param>
    /// <param name="own">What goes before everything else.</param>
    public static Config Create(string directory, int port = 0, string own = "") => ConfigurationFactory.ParseString(own)
        .WithFallback(ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = OFF
              loggers = []
              log-dead-letters = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              actor.provider = "Bus.BusActorRefProvider, Bus"
              remote.retry-gate-closed-for = 200 ms
              remote.ipc {
                directory = "{{directory}}"
                port = {{port.ToString(CultureInfo.InvariantCulture)}}
                ring.capacity = 64 KiB
                # Both systems of a test may be compiling their code when one dials the other.
                connection-timeout = 20 s
              }
            }
            bus.lanes.retry-interval = 100 ms
            """))
        .WithIpcDefaults();
}
