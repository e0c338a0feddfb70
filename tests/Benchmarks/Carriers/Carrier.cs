using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Bus.Benchmarks.Carriers;

/// <summary>A way to carry messages between two actor systems of this machine. Both use the same one.</summary>
/// <param name="Name">As it is called on the command line and in the results.</param>
internal abstract record Carrier(string Name)
{
    /// <summary>The settings that all carriers share: nothing that makes one of them faster.</summary>
    private static readonly Config Shared = ConfigurationFactory.ParseString("""
        akka {
          loglevel = WARNING
          stdout-loglevel = WARNING
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          # The two processes leave in an order of their own.
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          actor.provider = remote
          remote.log-remote-lifecycle-events = off
        }
        """);

    /// <summary>
    /// That the other system leaves at the end of a run is no news. Both the warning and the error of it have this word.
    /// </summary>
    private static LogFilterSetup LogFilter => new LogFilterBuilder().ExcludeMessageContaining("Disassociated").Build();

    /// <summary>Starts a system on this carrier.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="directory">Where the two systems find each other, if the carrier has need of a place.</param>
    public ActorSystem CreateSystem(string name, string directory) =>
        ActorSystem.Create(name, BootstrapSetup.Create().WithConfig(Own(directory).WithFallback(Shared)).And(LogFilter));

    public sealed override string ToString() => Name;

    /// <summary>What is this carrier's own. The system takes any free port.</summary>
    protected abstract Config Own(string directory);
}
