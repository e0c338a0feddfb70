using Xunit;

namespace Bus.Transports.Tests.Ring;

/// <summary>How the reading of a ring comes to its end.</summary>
public sealed class RingEndTests
{
    /// <summary>A peer whose control socket has ended has written its last. One that goes on must not keep the link from ending.</summary>
    [Fact]
    public void What_is_written_after_the_end_is_not_read()
    {
        using var pair = new RingPair(64 * 1024, TimeSpan.Zero);
        var buffer = new byte[64 * 1024];
        Assert.Equal(4, pair.Mine.Outbound.TryWrite(new byte[4]));
        pair.Theirs.Inbound.Complete();
        Assert.Equal(4, pair.Theirs.Inbound.Read(buffer));
        Assert.Equal(2, pair.Mine.Outbound.TryWrite(new byte[2]));
        Assert.Equal(0, pair.Theirs.Inbound.Read(buffer));
    }
}
