namespace Bus.Transports;

/// <summary>
/// One facility of the operating system that carries bytes between two processes. Everything above it (framing, batching,
/// back-pressure, finding and authenticating a peer, noticing its death) is written once, for all mechanisms.
/// </summary>
/// <remarks>
/// <para>The dialling side calls <see cref="Propose"/>; what it offers travels over the control socket; the listening side calls
/// <see cref="Accept"/>; its answer travels back and completes the proposal. After that, both sides hold a pair of channels.</para>
/// <para>To plug in one of your own: derive from this class, give it a public constructor without parameters, and name it,
/// assembly-qualified, in <c>akka.remote.ipc.mechanism</c> of the dialling side and in <c>accept</c> of the listening side.</para>
/// <para>One instance serves all links of a transport; its methods are called from several threads at once and must not block.</para>
/// </remarks>
public abstract class Mechanism
{
    /// <summary>The name by which both sides know it, for example <c>unix</c>: 1 to 64 letters, digits, '.', '_' or '-'.</summary>
    public abstract string Name { get; }

    /// <summary>Dialling side: creates the kernel objects of a link and describes them.</summary>
    /// <exception cref="MechanismException">The system refuses: a limit, no memory.</exception>
    public abstract ChannelProposal Propose(MechanismOptions options);

    /// <summary>Listening side: attaches to what the peer offers. The offer comes from another process: trust nothing in it.</summary>
    /// <exception cref="ProtocolViolationException">The offer is not what this mechanism makes.</exception>
    /// <exception cref="MechanismException">The system refuses: a limit, no memory.</exception>
    public abstract AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options);
}
