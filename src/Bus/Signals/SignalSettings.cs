using Akka.Configuration;
using Bus.Transports;
using Bus.Transports.Remoting;

namespace Bus.Signals;

/// <summary>The section <c>bus.signals</c>, checked. Each setting is explained where its default stands: in <c>reference.conf</c>.</summary>
internal sealed record SignalSettings(IReadOnlySet<BusSignal> ShutdownOn, TimeSpan ExitAfter)
{
    private const string Section = BusConfig.Section + ".signals";

    /// <exception cref="IpcSettingsException">A setting is malformed or out of range.</exception>
    public static SignalSettings Create(Config config)
    {
        var reader = new SettingsReader(config.GetConfig(Section), Section);
        return new SignalSettings(
            reader.Texts("shutdown-on").Select(name => SignalOf(name, reader)).ToHashSet(),
            reader.Duration("exit-after", TimeSpan.Zero, TimeSpan.FromHours(1)));
    }

    private static BusSignal SignalOf(string name, SettingsReader reader)
    {
        var possible = SignalNames.All.Where(signal => signal.EndsUnhandled()).ToArray();
        var found = Array.FindIndex(possible, signal => signal.PosixName() == name);
        return found >= 0
            ? possible[found]
            : throw new IpcSettingsException($"{reader.PathOf("shutdown-on")} contains '{name}', which is none of {SignalNames.Listed(possible)}.");
    }
}
