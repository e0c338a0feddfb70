using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Bus.Telemetry;
using Bus.Testing;

namespace Bus.Remoting.Tests;

/// <summary>
/// What one test stands on: the mechanism that carries its remoting, a rendezvous directory of its own, and the numbers of its
/// two usual systems, known before either is created so that the configuration of each can name the other.
/// </summary>
/// <remarks>
/// The mechanism <see cref="Reference"/> is not one of Bus: it runs the same specs over the stock <c>dot-netty.tcp</c> on the
/// loopback, which shows that what they ask for is what Akka.Remote does.
/// </remarks>
public sealed class Ground : IDisposable
{
    /// <summary>The environment variable that chooses the mechanism of all specs that do not fix one.</summary>
    public const string Variable = "BUS_TEST_MECHANISM";

    /// <summary>
    /// The environment variable that makes all specs run with the Bus' provider: <c>on</c> with lanes; <c>measured</c> without, while somebody wants to know how long messages take, so
    /// that all wear envelopes.
    /// </summary>
    public const string LanesVariable = "BUS_TEST_LANES";

    /// <summary>The stock transport, as a yardstick.</summary>
    public const string Reference = "dotnetty";

    // For the whole process, if the environment says so.
    private static readonly Onlooker? Onlooker = ChosenLanes == "measured" ? new Onlooker(BusTelemetry.MeterName) : null;

    private readonly TemporaryDirectory? _folder;
    private int _lastPort = 8080;

    /// <summary>Makes a ground with a new empty directory.</summary>
    /// <param name="mechanism">The mechanism, or <see langword="null"/> for the one that the environment chooses.</param>
    public Ground(string? mechanism)
        : this(mechanism ?? Chosen, new TemporaryDirectory())
    {
    }

    private Ground(string mechanism, TemporaryDirectory folder)
        : this(mechanism, folder.Path) => _folder = folder;

    private Ground(string mechanism, string directory)
    {
        Mechanism = mechanism;
        Directory = directory;
        NearPort = NextPort();
        FarPort = NextPort();
    }

    /// <summary>The mechanism of the specs that do not fix one.</summary>
    public static string Chosen
    {
        get
        {
            string? chosen = Environment.GetEnvironmentVariable(Variable);
            return string.IsNullOrEmpty(chosen) ? "memfd" : chosen;
        }
    }


    private static string? ChosenLanes => Environment.GetEnvironmentVariable(LanesVariable);

    /// <summary>The ground of another process, which removes it.</summary>
    public static Ground Join(string mechanism, string directory) => new(mechanism, directory);

    /// <summary>The mechanism that this ground's systems dial with.</summary>
    public string Mechanism { get; }

    /// <summary>Whether this ground is the stock transport.</summary>
    public bool IsReference => Mechanism == Reference;

    /// <summary>The rendezvous directory.</summary>
    public string Directory { get; }

    /// <summary>The port of the system under test.</summary>
    public int NearPort { get; }

    /// <summary>The port of its usual peer.</summary>
    public int FarPort { get; }

    /// <summary>The section of the transport.</summary>
    public string Section => IsReference ? "akka.remote.dot-netty.tcp" : "akka.remote.ipc";

    /// <summary>The transport's own scheme, without <c>akka.</c> before it.</summary>
    public string Scheme => IsReference ? "tcp" : "ipc";

    /// <summary>The host of every address.</summary>
    public string Host => IsReference ? "127.0.0.1" : "local";

    /// <summary>The address, as actors see it, of a system on this ground.</summary>
    public Address Address(string system, int port) => new("akka." + Scheme, system, Host, port);

    /// <summary>An address at which nobody listens.</summary>
    public Address Nobody(string system = "Nobody") => Address(system, NextPort());

    /// <summary>A port that no system of this ground uses.</summary>
    public int NextPort()
    {
        if (!IsReference) return ++_lastPort;
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>
    /// Fills in what a spec's configuration leaves open: <c>&lt;near&gt;</c> and <c>&lt;far&gt;</c> are the addresses of the two usual
    /// systems, <c>&lt;transport&gt;</c> is the section of the transport, and <c>&lt;handshake-timeout&gt;</c> is the setting for how long
    /// Akka's own handshake may take, which the stock transport has somewhere else.
    /// </summary>
    public string Fill(string text) => text
        .Replace("<near>", Address("Near", NearPort).ToString(), StringComparison.Ordinal)
        .Replace("<far>", Address("Far", FarPort).ToString(), StringComparison.Ordinal)
        .Replace("<transport>", Section, StringComparison.Ordinal)
        .Replace(
            "<handshake-timeout>",
            IsReference ? "akka.remote.dot-netty.tcp.connection-timeout" : "akka.remote.handshake-timeout",
            StringComparison.Ordinal);

    /// <summary>The configuration of a system on this ground.</summary>
    /// <param name="port">Its port; 0 for any.</param>
    /// <param name="text">What the spec adds; it goes before everything else.</param>
    public Config Config(int port, string text) => ConfigurationFactory.ParseString(Fill(text))
        .WithFallback(ConfigurationFactory.ParseString(Where(port)))
        .WithFallback(ConfigurationFactory.ParseString("""
            akka {
              loglevel = INFO
              stdout-loglevel = OFF
              actor.provider = "<provider>"
              remote.retry-gate-closed-for = 1 s
              # Only reached by a test that fails: two busy cores must not fail one that does not.
              test.single-expect-default = 15 s
              test.default-timeout = 15 s
              test.filter-leeway = 15 s
            }
            """.Replace("<provider>", string.IsNullOrEmpty(ChosenLanes) ? "remote" : "Bus.BusActorRefProvider, Bus", StringComparison.Ordinal)))
        .WithFallback(ConfigurationFactory.ParseString(Onlooker is null ? "" : "bus.lanes.enabled = off"))
        .WithFallback(Akka.TestKit.Xunit2.TestKit.DefaultConfig);

    /// <summary>The section of the transport of a system, with another port.</summary>
    public Config SectionOf(ActorSystem system, int port) =>
        ConfigurationFactory.ParseString($"port = {port.ToString(CultureInfo.InvariantCulture)}").WithFallback(system.Settings.Config.GetConfig(Section));

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();

    private string Where(int port)
    {
        string number = port.ToString(CultureInfo.InvariantCulture);
        return IsReference
            ? $$"""
                akka.remote.dot-netty.tcp { hostname = "{{Host}}", port = {{number}} }
                """
            : $$"""
                akka.remote {
                  enabled-transports = ["akka.remote.ipc"]
                  ipc {
                    transport-class = "Bus.Transports.IpcTransport, Bus.Transports"
                    mechanism = {{Mechanism}}
                    directory = "{{Directory}}"
                    hostname = {{Host}}
                    port = {{number}}
                  }
                }
                """;
    }
}
