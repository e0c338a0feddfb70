using Akka.Configuration;
using Bus.Transports;
using Bus.Transports.Remoting;

namespace Bus.Topics;

/// <summary>The section <c>bus.topics</c>, checked. Each setting is explained where its default stands: in <c>reference.conf</c>.</summary>
internal sealed record TopicSettings
{
    private const string Section = BusConfig.Section + ".topics";

    public required int MostSubscriptions { get; init; }

    public required int MostRetained { get; init; }

    /// <exception cref="IpcSettingsException">A setting is malformed or out of range.</exception>
    public static TopicSettings Create(Config config)
    {
        var reader = new SettingsReader(config.GetConfig(Section), Section);
        return new TopicSettings
        {
            // A publication names the groups of a process with a count of 16 bits.
            MostSubscriptions = reader.Number("maximum-subscriptions", 1, ushort.MaxValue),
            MostRetained = reader.Number("maximum-retained", 0, 1_000_000),
        };
    }
}
