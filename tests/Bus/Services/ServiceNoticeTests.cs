using Bus.Board;
using Bus.Services;
using CsCheck;
using Xunit;

namespace Bus.Tests.Services;

public sealed class ServiceNoticeTests
{
    [Fact]
    public void What_is_posted_is_read_as_it_was_meant() => Gen.Select(Gen.Enum<ServiceRouting>(), Gen.Long[0, long.MaxValue], Gen.Bool).Sample((routing, since, leaving) =>
    {
        var notice = new ServiceNotice("orders.v2", "/user/a/b#-17", routing, since, leaving);
        Assert.Equal(notice, ServiceNotice.Decode(notice.Encode(), out var problem));
        Assert.Empty(problem);
    });

    [Theory]
    [InlineData("orders", "RoundRobin 1")]
    [InlineData("orders user/a#1", "RoundRobin 1")]
    [InlineData("orders /user/a#1 more", "RoundRobin 1")]
    [InlineData("or/ders /user/a#1", "RoundRobin 1")]
    [InlineData(" /user/a#1", "RoundRobin 1")]
    [InlineData("orders /user/a#1", "")]
    [InlineData("orders /user/a#1", "RoundRobin")]
    [InlineData("orders /user/a#1", "RoundRobin -1")]
    [InlineData("orders /user/a#1", "RoundRobin 99999999999999999999")]
    [InlineData("orders /user/a#1", "RoundRobin 1 staying")]
    [InlineData("orders /user/a#1", "roundrobin 1")]
    [InlineData("orders /user/a#1", "1 1")]
    [InlineData("orders /user/a#1", "RoundRobin,Broadcast 1")]
    [InlineData("orders /user/a#1", "Newest 1")]
    [InlineData("orders /user/a#1", "leaving")]
    public void What_is_none_is_refused_with_a_reason(string key, string text)
    {
        Assert.Null(ServiceNotice.Decode(new Notice(ServiceNotice.Kind, key, text), out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Whatever_a_peer_posts_is_read_or_refused() => Gen.Select(Gen.String, Gen.String).Sample((key, text) =>
    {
        var read = ServiceNotice.Decode(new Notice(ServiceNotice.Kind, key, text), out var problem);
        Assert.Equal(read is null, problem.Length > 0);
    });
}
