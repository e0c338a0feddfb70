using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Bus.Examples.Running;
using Bus.Transports;

namespace Bus.Examples.Processes;

/// <summary>The actor systems of the examples: all that an Akka.NET program needs to be on the bus.</summary>
internal static class ExampleSystem
{
    /// <summary>Starts an actor system.</summary>
    /// <param name="name">Its name; several may have the same.</param>
    /// <param name="mechanism">What carries the messages of those that it dials.</param>
    /// <param name="settings">HOCON that is said besides.</param>
    /// <exception cref="ExampleException">The mechanism is none, or the system cannot be on the bus; it says why.</exception>
    public static ActorSystem Create(string name, string mechanism, string settings = "")
    {
        var config = ConfigurationFactory.ParseString(settings).WithFallback(Common(mechanism));
        try
        {
            return ActorSystem.Create(name, BootstrapSetup.Create().WithConfig(config).And(LogFilter));
        }
        catch (Exception e) when (Causes(e).OfType<IpcException>().FirstOrDefault() is { } problem)
        {
            // Says which setting is wrong and what to do.
            throw new ExampleException(problem.Message, e);
        }
    }

    /// <summary>
    /// What the log need not tell, and at length. The end of an association is what the examples wait for and act on; a failed start is thrown.
    /// </summary>
    private static LogFilterSetup LogFilter =>
        new LogFilterBuilder().ExcludeMessageContaining("Disassociated").ExcludeMessageContaining("Startup failed")
            .ExcludeMessageContaining("terminated abruptly").Build();

    private static Config Common(string mechanism) => ConfigurationFactory.ParseString($$"""
        akka {
          # Examples end and kill processes. That something on its way to one of them could not be delivered is no news; Akka.Remote would warn of it, and at length.
          loglevel = ERROR
          stdout-loglevel = ERROR
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          # Processes leave in an order of their own.
          coordinated-shutdown.run-by-clr-shutdown-hook = off

          actor {
            provider = "Bus.BusActorRefProvider, Bus"
            serialization-bindings { "MemoryPack.IMemoryPackFormatterRegister, MemoryPack.Core" = memorypack }
          }

          remote.ipc {
            mechanism = "{{Escape(mechanism)}}"
            # All systems share one host name; each takes a port that is free.
            hostname = examples
            port = 0
          }
        }

        # See Interruption.
        bus.signals.shutdown-on = []
        """);

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            yield return e;
    }
}
