using System.Text;
using Bus.Transports.Interop;
using static Tmds.Linux.LibC;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// <c>fifo</c>: a FIFO in each direction, <c>fifo(7)</c>. The dialler makes both in the rendezvous directory and tells their
/// names; they lose them as soon as the listening side has opened them.
/// </summary>
/// <remarks>
/// The details of an offer are two names of <see cref="Fifo.NameLength"/> characters: the one that the listener reads, and the one
/// it writes.
/// </remarks>
internal sealed class FifoMechanism : Mechanism
{
    public const string WellKnownName = "fifo";

    public override string Name => WellKnownName;

    public override ChannelProposal Propose(MechanismOptions options)
    {
        var outgoing = Fifo.Create(DirectoryOf(options));
        try
        {
            var incoming = Fifo.Create(DirectoryOf(options));
            Pipe.Resize(outgoing.Writer, options.PipeSize);
            Pipe.Resize(incoming.Writer, options.PipeSize);
            return new Proposal(outgoing, incoming);
        }
        catch
        {
            outgoing.Dispose();
            throw;
        }
    }

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        if (offer.DescriptorCount != 0 || offer.Details.Length != 2 * Fifo.NameLength)
        {
            throw new ProtocolViolationException(
                $"An offer of {Name} has two names of {Fifo.NameLength} characters; this one has {offer.Details.Length} bytes " +
                $"and {offer.DescriptorCount} descriptors.");
        }

        var directory = DirectoryOf(options);
        var incoming = Encoding.ASCII.GetString(offer.Details.Span[..Fifo.NameLength]);
        var outgoing = Encoding.ASCII.GetString(offer.Details.Span[Fifo.NameLength..]);
        var reader = Fifo.Open(directory, incoming, O_RDONLY);
        try
        {
            var channels = new ChannelPair(new PipeOutbound(Fifo.Open(directory, outgoing, O_WRONLY)), new PipeInbound(reader));
            // Only now: if this side fails, the maker removes them; if both sides die, the next scan does.
            Fifo.Remove(directory, incoming);
            Fifo.Remove(directory, outgoing);
            return new AcceptedChannels(channels, ChannelOffer.Empty);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private string DirectoryOf(MechanismOptions options) => options.Directory.Length > 0
        ? options.Directory
        : throw new MechanismException($"The mechanism {Name} needs a folder for its names (MechanismOptions.Directory).");

    private sealed class Proposal(Fifo outgoing, Fifo incoming) : ChannelProposal
    {
        public override ChannelOffer Offer { get; } = new(Encoding.ASCII.GetBytes(outgoing.Name + incoming.Name));

        public override ChannelPair Complete(ChannelOffer answer)
        {
            var channels = new ChannelPair(new PipeOutbound(outgoing.TakeWriter()), new PipeInbound(incoming.TakeReader()));
            // The peer has its ends: from now on, those that this side holds of the peer's would only hide its death.
            Dispose(disposing: true);
            return channels;
        }

        protected override void Dispose(bool disposing)
        {
            outgoing.Dispose();
            incoming.Dispose();
        }
    }
}
