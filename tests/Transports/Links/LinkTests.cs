using Bus.Transports.Links;
using Bus.Transports.Rendezvous;
using Xunit;

namespace Bus.Transports.Tests.Links;

/// <summary>The life of a link: every way out of it ends in <c>OnEnded</c> and with everything freed.</summary>
public sealed class LinkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Whoever is told of a link may close it before it is watched: its descriptor's number may be another's by then.</summary>
    [Fact]
    public async Task A_link_that_has_ended_is_not_watched()
    {
        using var harness = new LinkHarness();
        harness.Link.Close("at once");
        await harness.Link.Ended.WaitAsync(Limit);
        harness.Link.Watch();
    }

    /// <summary>One goodbye is said. More of them, without an end, would keep the thread that watches all peers busy with one.</summary>
    [Fact]
    public async Task A_second_goodbye_ends_the_link()
    {
        using var harness = new LinkHarness();
        harness.Link.Start(harness);
        harness.Say(RecordKind.Goodbye);
        harness.Say(RecordKind.Goodbye);
        harness.Link.Watch();
        var (end, reason) = await harness.Told.WaitAsync(Limit);
        Assert.Equal(LinkEnd.Failed, end);
        Assert.Contains("Goodbye", reason, StringComparison.Ordinal);
    }
}
