using Bus.Transports.Interop;
using Bus.Transports.Mechanisms;
using Xunit;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Tests.Pipes;

/// <summary>Offers of pipes that are not what they should be, and ends that somebody else still holds.</summary>
public sealed class PipeMechanismTests
{
    private static readonly MechanismOptions Options = new();

    private readonly PipeMechanism _mechanism = new();

    [Fact]
    public void What_is_no_pipe_is_refused()
    {
        var (mine, theirs) = UnixSocket.Pair(SOCK_STREAM);
        using var offer = new ChannelOffer(ReadOnlyMemory<byte>.Empty, mine, theirs);
        var refusal = Assert.Throws<ProtocolViolationException>(() => _mechanism.Accept(offer, Options));
        Assert.Contains("no pipe", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrong_end_is_refused()
    {
        var (reader, writer) = Pipe.Create();
        using var offer = new ChannelOffer(ReadOnlyMemory<byte>.Empty, writer, reader);
        var refusal = Assert.Throws<ProtocolViolationException>(() => _mechanism.Accept(offer, Options));
        Assert.Contains("access mode 1 in place of 0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_end_alone_is_refused()
    {
        var (reader, writer) = Pipe.Create();
        using (writer)
        using (var offer = new ChannelOffer(ReadOnlyMemory<byte>.Empty, reader))
            Assert.Throws<ProtocolViolationException>(() => _mechanism.Accept(offer, Options));
    }

    [Fact]
    public unsafe void Who_offered_an_end_cannot_make_it_wait()
    {
        using var proposal = _mechanism.Propose(Options);
        using var kept = proposal.Offer[0].Duplicate("keep an end");
        using var far = _mechanism.Accept(proposal.Offer, Options).Channels;
        Assert.Equal(0, fcntl(kept.Number(), F_SETFL, 0));
        Assert.Equal(InboundChannel.NothingYet, far.Inbound.Read(new byte[far.Inbound.MaxBlockBytes]));
    }

    [Fact]
    public void A_writer_without_a_reader_is_told_and_takes_nothing()
    {
        using var proposal = _mechanism.Propose(Options);
        var far = _mechanism.Accept(proposal.Offer, Options).Channels;
        proposal.Offer.Dispose();
        using var near = proposal.Complete(ChannelOffer.Empty);
        var block = new byte[near.Outbound.MaxBlockBytes];
        while (near.Outbound.TryWrite(block) > 0)
        {
        }

        far.Dispose();
        Assert.False(near.Outbound.WaitWritable());
        Assert.Equal(0, near.Outbound.TryWrite(block));
        Assert.Equal(0, near.Inbound.Read(new byte[near.Inbound.MaxBlockBytes]));
    }

    /// <summary>What an unprivileged user gets once all its pipes together are too large.</summary>
    [Fact]
    public async Task A_pipe_of_one_page_carries_everything_in_order()
    {
        const int Count = 3_000_000;
        var options = new MechanismOptions { PipeSize = 4096 };
        using var proposal = _mechanism.Propose(options);
        using var far = _mechanism.Accept(proposal.Offer, options).Channels;
        proposal.Offer.Dispose();
        using var near = proposal.Complete(ChannelOffer.Empty);
        var writer = Task.Factory.StartNew(() =>
        {
            var block = new byte[near.Outbound.MaxBlockBytes];
            for (var sent = 0; sent < Count;)
            {
                for (var i = 0; i < block.Length; i++)
                    block[i] = Pattern(sent + i);
                var length = 1 + (sent % block.Length);
                var taken = near.Outbound.TryWrite(block.AsSpan(0, Math.Min(length, Count - sent)));
                sent += taken;
                if (taken == 0)
                    Assert.True(near.Outbound.WaitWritable());
            }
        }, TaskCreationOptions.LongRunning);
        var buffer = new byte[far.Inbound.MaxBlockBytes];
        for (var received = 0; received < Count;)
        {
            var count = far.Inbound.Read(buffer);
            for (var i = 0; i < count; i++)
                Assert.Equal(Pattern(received + i), buffer[i]);
            received += Math.Max(count, 0);
        }

        await writer;
        Assert.Equal(InboundChannel.NothingYet, far.Inbound.Read(buffer));
    }

    [Fact]
    public void A_pipe_is_as_large_as_the_system_grants()
    {
        var (reader, writer) = Pipe.Create();
        using (reader)
        using (writer)
        {
            Assert.Equal(128 * 1024, Pipe.Resize(writer, 128 * 1024));
            Assert.Equal(4096, Pipe.Resize(writer, 4096));
            Assert.InRange(Pipe.Resize(writer, 1 << 30), 4096, 1 << 30);
        }
    }

    private static byte Pattern(int place) => unchecked((byte)(place + (place >> 8)));
}
