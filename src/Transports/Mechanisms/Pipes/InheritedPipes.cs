using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>
/// The pipes of one link between a parent and a child, which has inherited its ends: nothing is left to offer. The child
/// proposes, the parent accepts; each once. Disposing it closes ends that were not handed out.
/// </summary>
/// <remarks>Thread-safe: <c>_taken</c> is changed by interlocked operations only.</remarks>
internal sealed class InheritedPipes(SafeFileHandle writer, SafeFileHandle reader) : Mechanism, IDisposable
{
    private int _taken;

    public override string Name => PipeMechanism.WellKnownName;

    public override ChannelProposal Propose(MechanismOptions options) => new Proposal(this);

    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options) =>
        offer.DescriptorCount == 0 && offer.Details.IsEmpty
            ? new AcceptedChannels(Take(), ChannelOffer.Empty)
            : throw new ProtocolViolationException("A child that has inherited its pipes offers others.");

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
            return;
        writer.Dispose();
        reader.Dispose();
    }

    private ChannelPair Take() => Interlocked.Exchange(ref _taken, 1) == 0
        ? new ChannelPair(new PipeOutbound(writer), new PipeInbound(reader))
        : throw new ProtocolViolationException("The inherited pipes are in use, or closed.");

    private sealed class Proposal(InheritedPipes pipes) : ChannelProposal
    {
        public override ChannelOffer Offer { get; } = ChannelOffer.Empty;

        public override ChannelPair Complete(ChannelOffer answer) => pipes.Take();

        protected override void Dispose(bool disposing) => pipes.Dispose();
    }
}
