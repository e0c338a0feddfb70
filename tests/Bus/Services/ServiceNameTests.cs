using Bus.Services;
using Xunit;

namespace Bus.Tests.Services;

public sealed class ServiceNameTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("orders.eu-west.v2")]
    [InlineData("a:b(c)%20")]
    public void What_an_actor_may_be_called_a_service_may_be_called(string name) => ServiceName.Check(name, "service");

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("a#1")]
    [InlineData("$a")]
    [InlineData("bücher")]
    [InlineData("100%")]
    public void Another_name_is_refused_with_what_is_allowed(string name)
    {
        var error = Assert.Throws<ArgumentException>("service", () => ServiceName.Check(name, "service"));
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("letters and digits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_at_most_255_characters()
    {
        ServiceName.Check(new string('a', 255), "service");
        var error = Assert.Throws<ArgumentException>("service", () => ServiceName.Check(new string('a', 256), "service"));
        Assert.Contains("of 256 characters", error.Message, StringComparison.Ordinal);
    }
}
