using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>posixmq</c>: a POSIX message queue for each direction, <c>mq_overview(7)</c>. The dialler makes both, takes their names
/// away at once, and passes the reading end of its own and the writing end of the peer's as descriptors.
/// </summary>
/// <remarks>
/// Each block is a message of priority <see cref="Data"/>. A mark that breaks the channel off has a higher one, and overtakes
/// them.
/// </remarks>
internal sealed class PosixQueueMechanism : Mechanism
{
    public const string WellKnownName = "posixmq";

    /// <summary>The priority of blocks: one for all of them, so that the kernel keeps their order.</summary>
    public const uint Data = 0;

    /// <summary>The priority of the one message that is not data: a single byte, <see cref="BreakOff"/>.</summary>
    public const uint Control = 1;

    /// <summary>Says that what waits behind it need not be read.</summary>
    public const byte BreakOff = 1;

    public override string Name => WellKnownName;

    public override ChannelProposal Propose(MechanismOptions options)
    {
        // The names are there for an instant, and a process can be killed in it.
        var (there, back) = (KernelObject.DrawName(), KernelObject.DrawName());
        using var record = KernelObjectRecord.Create(options.Directory, there, back);
        for (var size = QueueSize.Of(options); ;)
        {
            if (TryCreate(there.Name, back.Name, size, options.QueueSpin, out var errno) is { } created)
                return new Proposal(created.Mine, created.Theirs);
            size = PosixQueueLimits.Fit(size, errno) ?? throw PosixQueueLimits.Explain(QueueSize.Of(options), errno);
        }
    }

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        if (offer.DescriptorCount != 2)
            throw new ProtocolViolationException($"An offer of {Name} has 2 descriptors; this one has {offer.DescriptorCount}.");
        var (inbound, outbound) = (SizeOf(offer[0]), SizeOf(offer[1]));
        return new AcceptedChannels(
            new ChannelPair(new PosixQueueOutbound(offer.Take(1), outbound, options.QueueSpin), new PosixQueueInbound(offer.Take(0), inbound)),
            ChannelOffer.Empty);
    }

    /// <summary>The longest message of what should be a queue.</summary>
    private static int SizeOf(SafeFileHandle descriptor) => PosixQueue.SizeOf(descriptor) switch
    {
        { MessageBytes: >= 1 and <= QueueSize.LargestMessage } size => (int)size.MessageBytes,
        { } size => throw new ProtocolViolationException(
            $"An offered queue has messages of {size.MessageBytes:N0} bytes; at most {QueueSize.LargestMessage:N0} may be."),
        null => throw new ProtocolViolationException("An offered descriptor is not a POSIX message queue."),
    };

    /// <summary>Makes both queues, or neither: null, with an errno. The names are gone when this returns.</summary>
    private static (ChannelPair Mine, ChannelOffer Theirs)? TryCreate(string there, string back, QueueSize size, TimeSpan spin, out int errno)
    {
        SafeFileHandle? write = null, writeBack = null, read = null, readBack = null;
        try
        {
            write = PosixQueue.TryCreate(there, size.Messages, size.MessageBytes, out errno);
            writeBack = write is null ? null : PosixQueue.TryCreate(back, size.Messages, size.MessageBytes, out errno);
            if (write is null || writeBack is null)
            {
                write?.Dispose();
                return null;
            }

            (read, readBack) = (PosixQueue.OpenToRead(there), PosixQueue.OpenToRead(back));
        }
        catch
        {
            foreach (var handle in new[] { write, writeBack, read })
                handle?.Dispose();
            throw;
        }
        finally
        {
            PosixQueue.TryUnlink(there);
            PosixQueue.TryUnlink(back);
        }

        var bytes = size.MessageBytes;
        var mine = new ChannelPair(new PosixQueueOutbound(write, bytes, spin), new PosixQueueInbound(readBack, bytes));
        return (mine, new ChannelOffer(ReadOnlyMemory<byte>.Empty, read, writeBack));
    }

    private sealed class Proposal(ChannelPair mine, ChannelOffer theirs) : ChannelProposal
    {
        private bool _handedOut;

        public override ChannelOffer Offer => theirs;

        public override ChannelPair Complete(ChannelOffer answer)
        {
            _handedOut = true;
            return mine;
        }

        protected override void Dispose(bool disposing)
        {
            theirs.Dispose();
            if (!_handedOut)
                mine.Dispose();
        }
    }
}
