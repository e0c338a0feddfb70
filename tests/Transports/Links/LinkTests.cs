using Bus.Transports.Control;
using Bus.Transports.Links;
using Xunit;

namespace Bus.Transports.Tests.Links;

/// <summary>The life of a link: every way out of it ends in <c>OnEnded</c> and with everything freed.</summary>
public sealed class LinkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whoever is told of a link may close it before it is watched: its descriptor's number may be another's by then.
    /// </summary>
    [Fact]
    public async Task A_link_that_has_ended_is_not_watched()
    {
        using var harness = new LinkHarness();
        harness.Link.Close("at once");
        await harness.Link.Ended.WaitAsync(Limit);
        harness.Link.Watch();
    }

    /// <summary>
    /// One goodbye is said. More of them, without an end, would keep the thread that watches all peers busy with one.
    /// </summary>
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

    /// <summary>
    /// A mechanism of somebody's own may fail when it is closed. The link ends all the same, and so does the process only when
    /// asked to.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_channel_that_cannot_be_closed_does_not_keep_the_link_from_ending(bool reading)
    {
        static void Fail() => throw new InvalidOperationException("no");
        using var harness = new LinkHarness(inbound: new ScriptedInbound { OnClose = Fail, OnDispose = Fail });
        harness.Link.Watch();
        if (reading)
            harness.Link.Start(harness);
        harness.Link.Close("at once");
        await harness.Link.Ended.WaitAsync(Limit);
        if (reading)
            Assert.Equal(LinkEnd.Local, (await harness.Told.WaitAsync(Limit)).End);
        Assert.Empty(harness.ReactorFailures);
    }
}
