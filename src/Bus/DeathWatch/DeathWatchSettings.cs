using Akka.Configuration;
using Bus.Transports.Remoting;

namespace Bus.DeathWatch;

/// <summary>The section <c>bus.death-watch</c>, checked. Each setting is explained where its default stands: in <c>reference.conf</c>.</summary>
/// <param name="AlsoHeartbeat">Whether silence ends a peer as well.</param>
internal sealed record DeathWatchSettings(bool AlsoHeartbeat)
{
    private const string Section = BusConfig.Section + ".death-watch";

    /// <exception cref="Transports.IpcSettingsException">A setting is malformed or out of range.</exception>
    public static DeathWatchSettings Create(Config config)
    {
        var reader = new SettingsReader(config.GetConfig(Section), Section);
        return new DeathWatchSettings(reader.Flag("also-heartbeat"));
    }
}
