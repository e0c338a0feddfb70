using System.Globalization;
using Akka.Configuration;
using Bus.Transports;

namespace Bus.Testing.Raw;

/// <summary>The section of the configuration from which a <see cref="RawPeer"/> over IPC is made.</summary>
public static class IpcSection
{
    /// <param name="mechanism">A name, or the assembly-qualified name of a class.</param>
    /// <param name="directory">The rendezvous directory.</param>
    /// <param name="port">The port; 0 for any.</param>
    /// <param name="more">Settings that go before everything else.</param>
    public static Config Create(string mechanism, string directory, int port, string more = "") =>
        ConfigurationFactory.ParseString(more)
            .WithFallback(ConfigurationFactory.ParseString($$"""
                mechanism = "{{mechanism}}"
                accept = []
                directory = "{{directory}}"
                port = {{port.ToString(CultureInfo.InvariantCulture)}}
                # Two busy cores must not fail a dial that works.
                connection-timeout = 20 s
                handshake-timeout = 20 s
                """))
            .WithFallback(IpcConfig.Default.GetConfig(IpcConfig.Section));
}
