using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Bus.Transports;

namespace Bus.Examples.WordCount;

/// <summary>The configuration of coordinator and workers alike: all that an Akka.NET program needs to talk over local IPC.</summary>
internal static class WordCountConfig
{
    /// <summary>Starts an actor system of the word count.</summary>
    public static ActorSystem CreateSystem(string name, string mechanism) =>
        ActorSystem.Create(name, BootstrapSetup.Create().WithConfig(Create(mechanism)).And(LogFilter));

    /// <summary>
    /// Two things that the log need not tell, and at length. The end of an association is an event that coordinator and workers wait for and
    /// act on; a failed start is thrown.
    /// </summary>
    private static LogFilterSetup LogFilter =>
        new LogFilterBuilder().ExcludeMessageContaining("Disassociated").ExcludeMessageContaining("Startup failed").Build();

    private static Config Create(string mechanism) =>
        ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = WARNING
              # What was on its way to a worker that died is handed to another one.
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              # Coordinator and workers leave in an order of their own.
              coordinated-shutdown.run-by-clr-shutdown-hook = off

              actor {
                serializers.word-count = "{{typeof(WordCountSerializer).AssemblyQualifiedName}}"
                serialization-bindings {
                  "{{typeof(WireMessage).AssemblyQualifiedName}}" = word-count
                }
              }

              remote.ipc {
                mechanism = "{{Escape(mechanism)}}"
                # The systems of all runs share one host name; each takes a port that is free.
                hostname = word-count
                port = 0
              }
            }
            """).WithIpcDefaults();

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
