using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>pipe</c>: an anonymous pipe in each direction, <c>pipe(7)</c>. The dialler makes both and passes one end of each.
/// </summary>
internal sealed class PipeMechanism : Mechanism
{
    public const string WellKnownName = "pipe";

    public override string Name => WellKnownName;

    public override ChannelProposal Propose(MechanismOptions options)
    {
        var outgoing = Pipe.Create();
        try
        {
            var incoming = Pipe.Create();
            Pipe.Resize(outgoing.Writer, options.PipeSize);
            Pipe.Resize(incoming.Writer, options.PipeSize);
            var offer = new ChannelOffer(ReadOnlyMemory<byte>.Empty, outgoing.Reader, incoming.Writer);
            return new Proposal(outgoing.Writer, incoming.Reader, offer);
        }
        catch
        {
            outgoing.Reader.Dispose();
            outgoing.Writer.Dispose();
            throw;
        }
    }

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        if (offer.DescriptorCount != 2)
            throw new ProtocolViolationException($"An offer of {Name} has two descriptors; this one has {offer.DescriptorCount}.");
        Check(offer[0], O_RDONLY);
        Check(offer[1], O_WRONLY);
        var reader = Pipe.Reopen(offer[0], O_RDONLY);
        try
        {
            var channels = new ChannelPair(new PipeOutbound(Pipe.Reopen(offer[1], O_WRONLY)), new PipeInbound(reader));
            return new AcceptedChannels(channels, ChannelOffer.Empty);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private void Check(SafeFileHandle end, int access)
    {
        if (!Pipe.IsPipe(end))
            throw new ProtocolViolationException($"An offer of {Name} has a descriptor that is no pipe.");
        if (Pipe.AccessOf(end) is var actual && actual != access)
        {
            throw new ProtocolViolationException($"An offer of {Name} has the reading end first and the writing end second; " +
                $"an end has access mode {actual} in place of {access}.");
        }
    }

    private sealed class Proposal(SafeFileHandle writer, SafeFileHandle reader, ChannelOffer offer) : ChannelProposal
    {
        private bool _handedOut;

        public override ChannelOffer Offer => offer;

        public override ChannelPair Complete(ChannelOffer answer)
        {
            _handedOut = true;
            return new ChannelPair(new PipeOutbound(writer), new PipeInbound(reader));
        }

        protected override void Dispose(bool disposing)
        {
            offer.Dispose();
            if (_handedOut)
                return;
            writer.Dispose();
            reader.Dispose();
        }
    }
}
