using Xunit;

namespace Bus.Tests;

public sealed class BusConfigTests
{
    [Fact]
    public void Lanes_are_on_by_default() => Assert.True(BusConfig.Default.GetBoolean("bus.lanes.enabled"));
}
