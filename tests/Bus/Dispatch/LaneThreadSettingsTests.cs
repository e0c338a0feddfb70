using Akka.Configuration;
using Bus.Dispatch;
using Bus.Transports;
using Xunit;

namespace Bus.Tests.Dispatch;

public sealed class LaneThreadSettingsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_documentation()
    {
        var settings = LaneThreadSettings.From(BusConfig.Default);

        Assert.Equal(TimeSpan.FromMicroseconds(50), settings.TimeBudget);
        Assert.Equal(TimeSpan.FromMicroseconds(5), settings.SlowHandler);
        Assert.Equal(TimeSpan.FromMilliseconds(10), settings.BlockedAfter);
        Assert.Equal(16, settings.MaxBlockedThreads);
    }

    [Fact]
    public void Slow_handlers_can_be_left_alone() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, Parse("slow-handler = off").SlowHandler);

    [Theory]
    [InlineData("time-budget = 2h")]
    [InlineData("slow-handler = -1us")]
    [InlineData("slow-handler = soon")]
    [InlineData("blocked-after = 999us")]
    [InlineData("max-blocked-threads = 10001")]
    public void What_is_out_of_range_is_named(string setting)
    {
        var problem = Assert.Throws<IpcSettingsException>(() => Parse(setting));
        Assert.Contains("bus.lane-dispatcher." + setting.Split(' ')[0], problem.Message, StringComparison.Ordinal);
    }

    private static LaneThreadSettings Parse(string setting) => LaneThreadSettings.From(
        ConfigurationFactory.ParseString($"bus.lane-dispatcher {{ {setting} }}").WithFallback(BusConfig.Default));
}
