using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>The families that are one connected pair of Unix sockets: the dialler makes it and passes one end.</summary>
internal abstract class SocketMechanism : Mechanism
{
    /// <summary>The kind of socket, as in <c>socket(2)</c>.</summary>
    protected abstract int SocketType { get; }

    /// <summary>The most bytes in one send.</summary>
    protected abstract int BlockBytes { get; }

    public override ChannelProposal Propose(MechanismOptions options)
    {
        var (mine, theirs) = UnixSocket.Pair(SocketType);
        return new Proposal(this, mine, theirs, options);
    }

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        if (offer.DescriptorCount != 1)
            throw new ProtocolViolationException($"An offer of {Name} has one descriptor; this one has {offer.DescriptorCount}.");
        if (UnixSocket.TypeOf(offer[0]) is var type && type != SocketType)
            throw new ProtocolViolationException($"An offer of {Name} is a Unix socket of type {SocketType}; this one has type {type}.");
        return new AcceptedChannels(Channels(offer.Take(0), options), ChannelOffer.Empty);
    }

    private ChannelPair Channels(SafeFileHandle socket, MechanismOptions options)
    {
        try
        {
            if (options.SocketSendBuffer > 0)
                UnixSocket.SetSendBuffer(socket, options.SocketSendBuffer);
            // A message larger than the buffer would be refused for ever (EMSGSIZE); a third leaves room for the kernel's overhead, and for the next.
            var block = Math.Min(BlockBytes, Math.Max(1024, UnixSocket.SendBufferOf(socket) / 3));
            return new ChannelPair(new SocketOutbound(socket, block), new SocketInbound(socket, BlockBytes));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Proposal(SocketMechanism mechanism, SafeFileHandle mine, SafeFileHandle theirs, MechanismOptions options)
        : ChannelProposal
    {
        private bool _handedOut;

        public override ChannelOffer Offer { get; } = new(ReadOnlyMemory<byte>.Empty, theirs);

        public override ChannelPair Complete(ChannelOffer answer)
        {
            _handedOut = true;
            return mechanism.Channels(mine, options);
        }

        protected override void Dispose(bool disposing)
        {
            Offer.Dispose();
            if (!_handedOut)
                mine.Dispose();
        }
    }
}
