using Akka.Configuration;
using Bus.Signals;
using Bus.Transports;
using Xunit;

namespace Bus.Tests.Signals;

public sealed class SignalSettingsTests
{
    [Fact]
    public void By_default_the_two_requests_to_leave_shut_down()
    {
        var settings = SignalSettings.Create(BusConfig.Default);
        Assert.Equal([BusSignal.Interrupt, BusSignal.Terminate], settings.ShutdownOn.Order());
        Assert.Equal(TimeSpan.FromSeconds(3), settings.ExitAfter);
    }

    [Theory]
    [InlineData("SIGKILL")]
    [InlineData("SIGWINCH")]
    [InlineData("TERM")]
    [InlineData("15")]
    public void What_cannot_shut_down_is_refused_with_what_can(string name)
    {
        var refusal = Assert.Throws<IpcSettingsException>(() => Settings($"shutdown-on = [{name}]"));
        Assert.Contains($"bus.signals.shutdown-on contains '{name}'", refusal.Message);
        Assert.Contains("SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGTERM", refusal.Message);
    }

    [Fact]
    public void A_time_out_of_range_is_refused() =>
        Assert.Contains("bus.signals.exit-after", Assert.Throws<IpcSettingsException>(() => Settings("exit-after = 2 h")).Message);

    private static SignalSettings Settings(string own) =>
        SignalSettings.Create(ConfigurationFactory.ParseString($"bus.signals {{ {own} }}").WithFallback(BusConfig.Default));
}
