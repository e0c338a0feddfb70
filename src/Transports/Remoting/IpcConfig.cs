using Akka.Configuration;

namespace Bus.Transports;

/// <summary>The defaults of the IPC transport, and the one call that merges them into an application's configuration.</summary>
/// <remarks>Thread-safe. The defaults are the embedded <c>reference.conf</c>, which comments every setting.</remarks>
public static class IpcConfig
{
    private static readonly Config Reference =
        ConfigurationFactory.FromResource("Bus.Transports.reference.conf", typeof(IpcConfig).Assembly);

    /// <summary>The section of the IPC transport: <c>akka.remote.ipc</c>.</summary>
    public const string Section = "akka.remote.ipc";

    /// <summary>Every setting below <see cref="Section"/> with its default value.</summary>
    public static Config Default => Reference;

    /// <summary>
    /// Makes <c>akka.ipc</c> the transport of this configuration: the remote provider, the IPC transport as the only enabled one,
    /// and every default. What <paramref name="config"/> says itself goes before all of these.
    /// </summary>
    /// <param name="config">The application's configuration; it may be empty.</param>
    /// <returns>The configuration to create the actor system with.</returns>
    public static Config WithIpcDefaults(this Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config
            .WithFallback(ConfigurationFactory.ParseString($$"""
                akka.actor.provider = remote
                akka.remote.enabled-transports = ["{{Section}}"]
                """))
            .WithFallback(Reference);
    }
}
