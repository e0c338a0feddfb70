using Akka.Actor;
using Akka.Configuration;
using Bus.Transports;

namespace Bus;

/// <summary>The defaults of the Bus.</summary>
/// <remarks>Thread-safe. The defaults are the embedded <c>reference.conf</c>, which comments every setting.</remarks>
public static class BusConfig
{
    private static readonly Config Reference = ConfigurationFactory.FromResource("Bus.reference.conf", typeof(BusConfig).Assembly);

    /// <summary>The section of the Bus: <c>bus</c>.</summary>
    public const string Section = "bus";

    /// <summary>Every setting below <see cref="Section"/> with its default value, and the serializer that ships with the Bus.</summary>
    public static Config Default => Reference;

    /// <summary>Makes the defaults of the Bus and of its transport fallbacks of an actor system's settings.</summary>
    internal static Settings MergeInto(Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.InjectTopLevelFallback(Reference.WithFallback(IpcConfig.Default));
        return settings;
    }
}
