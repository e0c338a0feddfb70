using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;

namespace Bus.Transports.Tests.Sockets;

/// <summary>What a pair of datagram sockets does that others do not.</summary>
public class DgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void More_datagrams_wait_than_the_kernel_lets_strangers_send_and_none_is_lost_or_overtakes()
    {
        // net.unix.max_dgram_qlen: at most 512 on systems that raise it.
        const int Most = 100_000;
        using var pair = new MechanismPair(new DgramMechanism(), new MechanismOptions());
        var sent = 0;
        while (sent < Most && pair.Mine.Outbound.TryWrite(BitConverter.GetBytes(sent)) > 0)
            sent++;
        var limit = SystemLimit.Of("net.unix.max_dgram_qlen");
        Assert.InRange(sent, Math.Min(limit, 64) + 1, Most - 1);
        pair.Theirs.Inbound.Complete();
        var buffer = new byte[pair.Theirs.Inbound.MaxBlockBytes];
        for (var i = 0; i < sent; i++)
        {
            Assert.Equal(sizeof(int), pair.Theirs.Inbound.Read(buffer));
            Assert.Equal(i, BitConverter.ToInt32(buffer));
        }

        Assert.Equal(0, pair.Theirs.Inbound.Read(buffer));
    }

    [Fact]
    public void An_empty_queue_is_not_the_end_before_the_control_socket_says_so()
    {
        using var pair = new MechanismPair(new DgramMechanism(), new MechanismOptions());
        pair.FreeMine();
        Assert.Equal(InboundChannel.NothingYet, pair.Theirs.Inbound.Read(new byte[pair.Theirs.Inbound.MaxBlockBytes]));
        pair.Theirs.Inbound.Complete();
        Assert.Equal(0, pair.Theirs.Inbound.Read(new byte[pair.Theirs.Inbound.MaxBlockBytes]));
    }

    [Fact]
    public async Task Who_waits_for_space_learns_that_the_reader_is_gone()
    {
        using var pair = new MechanismPair(new DgramMechanism(), new MechanismOptions());
        var block = new byte[pair.Mine.Outbound.MaxBlockBytes];
        while (pair.Mine.Outbound.TryWrite(block) > 0)
        {
        }

        var writer = Task.Factory.StartNew(() =>
        {
            // Space there is at once, because nothing waits for a reader any more; then, that there is nobody.
            while (pair.Mine.Outbound.WaitWritable())
                Assert.Equal(0, pair.Mine.Outbound.TryWrite(block));
        }, TaskCreationOptions.LongRunning);
        pair.FreeTheirs();
        await writer.WaitAsync(Patience);
    }
}
