using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;

namespace Bus.Hosting;

/// <summary>The bus in a generic host: <c>services.AddAkka("Orders", builder => builder.WithBus())</c>.</summary>
/// <remarks>
/// Each overload gives the system the provider of the Bus (with Akka.Cluster, call it after <c>WithClustering</c>), and leaves signals to the host,
/// which stops its services in order. HOCON that the application has added before, or prepends, wins over these defaults, and options win over both.
/// </remarks>
public static class BusHostingExtensions
{
    /// <summary>The name of the health check.</summary>
    public const string HealthCheckName = "bus";

    private const string Provider = "Bus.BusActorRefProvider, Bus";
    private const string ClusterProvider = "Bus.BusClusterActorRefProvider, Bus";

    private static readonly Config Defaults = ConfigurationFactory.ParseString($$"""
        akka.actor.provider = "{{Provider}}"
        bus.signals.shutdown-on = []
        """);

    /// <summary>Takes part in the bus, at an address.</summary>
    /// <param name="builder">The system's.</param>
    /// <param name="port">See <see cref="BusOptions.Port"/>.</param>
    /// <param name="mechanism">See <see cref="BusOptions.Mechanism"/>.</param>
    /// <param name="hostname">See <see cref="BusOptions.Hostname"/>.</param>
    /// <exception cref="BusOptionsException">A value is malformed or out of range.</exception>
    public static AkkaConfigurationBuilder WithBus(
        this AkkaConfigurationBuilder builder, int? port = null, string? mechanism = null, string? hostname = null) =>
        builder.WithBus(new BusOptions { Port = port, Mechanism = mechanism, Hostname = hostname });

    /// <summary>Takes part in the bus, with options that are set here.</summary>
    /// <param name="builder">The system's.</param>
    /// <param name="configure">Sets options.</param>
    /// <exception cref="BusOptionsException">An option is malformed or out of range.</exception>
    public static AkkaConfigurationBuilder WithBus(this AkkaConfigurationBuilder builder, Action<BusOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new BusOptions();
        configure(options);
        return builder.WithBus(options);
    }

    /// <summary>Takes part in the bus, with options.</summary>
    /// <param name="builder">The system's.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="BusOptionsException">An option is malformed or out of range.</exception>
    public static AkkaConfigurationBuilder WithBus(this AkkaConfigurationBuilder builder, BusOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        builder.AddHocon(BusOptionsHocon.From(options), HoconAddMode.Prepend).AddHocon(Defaults, HoconAddMode.Append);
        // What WithClustering and WithRemoting select goes before all HOCON.
        if (builder.ActorRefProvider is { HasValue: true, Value: var selected } && selected is not ProviderSelection.Custom)
            builder.WithActorRefProvider(selected is ProviderSelection.Cluster ? new ProviderSelection.Custom(ClusterProvider, "cluster", hasCluster: true) : new ProviderSelection.Custom(Provider));
        builder.AddStartup((system, _) => RequireBus((ExtendedActorSystem)system));
        return options.HealthCheck ? builder.WithHealthCheck(HealthCheckName, new BusHealthCheck(), tags: ["akka", "bus", "ready"]) : builder;
    }

    /// <exception cref="BusOptionsException">It has another provider after all.</exception>
    private static void RequireBus(ExtendedActorSystem system)
    {
        if (system.Provider is not (BusActorRefProvider or BusClusterActorRefProvider))
        {
            throw new BusOptionsException($"{system.Name} is not on the bus: WithBus() was called, but its provider is {system.Provider.GetType().FullName}. Call WithBus() after " +
                "WithClustering() and WithRemoting(), and take akka.actor.provider out of the HOCON.");
        }
    }
}
