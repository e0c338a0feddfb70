using System.Net.Sockets;
using Bus.Transports;
using Microsoft.Win32.SafeHandles;

namespace Bus.Testing.Mechanisms;

/// <summary>
/// A mechanism such as a user may write, with nothing but the public contract and what .NET has: one connected pair of <see cref="Socket"/>s
/// for each direction.
/// </summary>
public sealed class PluggedInMechanism : Mechanism
{
    /// <summary>What a configuration calls it.</summary>
    public const string QualifiedName = "Bus.Testing.Mechanisms.PluggedInMechanism, Bus.Testing";

    /// <inheritdoc/>
    public override string Name => "plugged-in";

    /// <inheritdoc/>
    public override ChannelProposal Propose(MechanismOptions options) => new Proposal();

    /// <inheritdoc/>
    public override AcceptedChannels Accept(ChannelOffer offer, MechanismOptions options)
    {
        ArgumentNullException.ThrowIfNull(offer);
        if (offer.DescriptorCount != 2)
            throw new ProtocolViolationException($"An offer of {Name} has two descriptors; this one has {offer.DescriptorCount}.");
        var inbound = new PluggedInInbound(Adopt(offer.Take(0)));
        return new AcceptedChannels(new ChannelPair(new PluggedInOutbound(Adopt(offer.Take(1))), inbound), ChannelOffer.Empty);
    }

    private static Socket Adopt(SafeFileHandle descriptor)
    {
        var socket = new SafeSocketHandle(descriptor.DangerousGetHandle(), ownsHandle: true);
        descriptor.SetHandleAsInvalid();
        return new Socket(socket);
    }

    /// <summary>Two connected sockets; .NET has no <c>socketpair</c>, but a listener at an address that the kernel makes up.</summary>
    private static (Socket Mine, Socket Theirs) Pair()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint($"\0bus-plugged-in-{Guid.NewGuid():N}"));
        listener.Listen(1);
        var mine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        mine.Connect(listener.LocalEndPoint!);
        return (mine, listener.Accept());
    }

    private sealed class Proposal : ChannelProposal
    {
        private readonly (Socket Mine, Socket Theirs) _out = Pair();
        private readonly (Socket Mine, Socket Theirs) _in = Pair();
        private bool _handedOut;

        public Proposal() => Offer = new ChannelOffer(ReadOnlyMemory<byte>.Empty, Given(_out.Theirs), Given(_in.Theirs));

        public override ChannelOffer Offer { get; }

        public override ChannelPair Complete(ChannelOffer answer)
        {
            _handedOut = true;
            return new ChannelPair(new PluggedInOutbound(_out.Mine), new PluggedInInbound(_in.Mine));
        }

        protected override void Dispose(bool disposing)
        {
            Offer.Dispose();
            _out.Theirs.Dispose();
            _in.Theirs.Dispose();
            if (_handedOut)
                return;
            _out.Mine.Dispose();
            _in.Mine.Dispose();
        }

        private static SafeFileHandle Given(Socket socket) => new(socket.Handle, ownsHandle: false);
    }
}
