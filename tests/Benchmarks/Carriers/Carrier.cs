using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Bus.Benchmarks.Carriers;

/// <summary>A way to carry messages between two actor systems of this machine. Both use the same one.</summary>
/// <param name="Name">As it is called on the command line and in the results.</param>
internal abstract record Carrier(string Name)
{
    /// <summary>What all carriers allow as long as no payload needs more: the default of Akka.NET.</summary>
    public const int DefaultFrameBytes = 128_000;

    /// <summary>Paths, manifests and the envelope travel in a frame too.</summary>
    private const int FrameSlack = 64 * 1024;

    /// <summary>The settings that all carriers share: nothing that makes one of them faster.</summary>
    private static readonly Config Shared = ConfigurationFactory.ParseString("""
        akka {
          loglevel = WARNING
          stdout-loglevel = WARNING
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          # The two processes leave in an order of their own.
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          actor {
            provider = remote
            serializers.memorypack = "Bus.Serialization.MemoryPackSerializer, Bus"
            serialization-bindings { "MemoryPack.IMemoryPackFormatterRegister, MemoryPack.Core" = memorypack }
          }
          remote.log-remote-lifecycle-events = off
        }
        """);

    /// <summary>
    /// That the other system leaves at the end of a run is no news. Both the warning and the error of it have this word.
    /// </summary>
    private static LogFilterSetup LogFilter => new LogFilterBuilder().ExcludeMessageContaining("Disassociated").Build();

    /// <summary>Both actors are in one system: nothing is serialized, and no other process takes part.</summary>
    public virtual bool IsInProcess => false;

    /// <summary>What the actors of the benchmark run on; null for the default dispatcher.</summary>
    protected virtual string? Dispatcher => null;

    /// <summary>The <c>maximum-frame-size</c> of every carrier, if payloads have so many bytes.</summary>
    public static int FrameBytesFor(int payloadBytes) => Math.Max(DefaultFrameBytes, payloadBytes + FrameSlack);

    /// <summary>Starts a system on this carrier.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="directory">Where the two systems find each other, if the carrier has need of a place.</param>
    /// <param name="frameBytes">The largest frame that it lets through.</param>
    /// <param name="settings">What the benchmark itself asks for, if anything.</param>
    public ActorSystem CreateSystem(string name, string directory, int frameBytes, Config? settings = null) => ActorSystem.Create(
        name,
        BootstrapSetup.Create()
            .WithConfig((settings ?? Config.Empty).WithFallback(Own(directory, frameBytes)).WithFallback(Shared)).And(LogFilter));

    /// <summary>Puts an actor of the benchmark where it runs on this carrier.</summary>
    public Props Place(Props props) => Dispatcher is { } dispatcher ? props.WithDispatcher(dispatcher) : props;

    public sealed override string ToString() => Name;

    /// <summary>What is this carrier's own. The system takes any free port.</summary>
    protected abstract Config Own(string directory, int frameBytes);
}
