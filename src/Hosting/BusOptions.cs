using Akka.Hosting;

namespace Bus.Hosting;

/// <summary>
/// How the system of a host takes part in the bus. What is null is left to the HOCON of the application, and then to the defaults in the
/// <c>reference.conf</c> files; what is set goes before both.
/// </summary>
/// <remarks>Checked by <see cref="BusHostingExtensions.WithBus(AkkaConfigurationBuilder, BusOptions)"/>; changes after that have no effect.</remarks>
public sealed class BusOptions
{
    /// <summary>
    /// The host of the system's address, <c>akka.remote.ipc.hostname</c>: 1 to 64 characters of a-z, 0-9, '.', '_' and '-'. Default: <c>local</c>. It is
    /// no network name.
    /// </summary>
    public string? Hostname { get; set; }

    /// <summary>The port of the system's address, <c>akka.remote.ipc.port</c>: 1 to 65,535, or 0 for a free one. Default: 2552. It is no network port.</summary>
    public int? Port { get; set; }

    /// <summary>
    /// What carries the bytes when this system dials, <c>akka.remote.ipc.mechanism</c>: a name such as <c>memfd</c> or <c>unix</c>, <c>auto</c>, or the
    /// assembly-qualified name of a class. Default: <c>memfd</c>.
    /// </summary>
    public string? Mechanism { get; set; }

    /// <summary>The mechanisms that others may dial with, <c>akka.remote.ipc.accept</c>; at least one. Default: all built-in ones.</summary>
    public IReadOnlyList<string>? Accept { get; set; }

    /// <summary>
    /// The folder in which systems find each other, <c>akka.remote.ipc.directory</c>: an absolute path. Default: one of this user below <c>$XDG_RUNTIME_DIR</c>,
    /// <c>/run/user</c> or the temporary folder.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>The users that may connect, <c>akka.remote.ipc.allowed-uids</c>; at least one. Default: the user of this process.</summary>
    public IReadOnlyList<uint>? AllowedUserIds { get; set; }

    /// <summary>Whether user messages go from mailbox to mailbox, <c>bus.lanes.enabled</c>. Default: true.</summary>
    public bool? Lanes { get; set; }

    /// <summary>
    /// Whether a health check named <see cref="BusHostingExtensions.HealthCheckName"/> is added, with the tags <c>akka</c>, <c>bus</c> and <c>ready</c>. Default: true.
    /// </summary>
    public bool HealthCheck { get; set; } = true;
}
