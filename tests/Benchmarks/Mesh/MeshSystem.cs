using Akka.Actor;
using Akka.Configuration;
using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Mesh;

/// <summary>A system of the mesh, as all of them are.</summary>
internal static class MeshSystem
{
    public static ActorSystem Create(string name, string directory, string mechanism) => ActorSystem.Create(name, ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          actor.provider = "Bus.BusActorRefProvider, Bus"
          remote.ipc.ring.capacity = 64 KiB
        }
        # Signals are for the command itself.
        bus.signals.shutdown-on = []
        """).WithFallback(IpcSettings.Of(mechanism, directory, Carrier.DefaultFrameBytes)));
}
