using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Rendezvous;

/// <summary>The listening side of one handshake: hello in, channels attached, answer out, ready in.</summary>
/// <remarks>Everything happens on the reactor's thread.</remarks>
internal sealed class Reception(Listener listener, LocalSystem local, ControlSocket control, PeerCredentials credentials)
    : IReactorHandler
{
    private ChannelPair? _channels;
    private LinkPeer? _peer;

    public SafeFileHandle Handle => control.Handle;

    void IReactorHandler.OnReady()
    {
        try
        {
            while (control.TryReceive() is { } record)
            {
                if (_peer is null)
                {
                    OnHello(record);
                    continue;
                }

                record.CloseDescriptors();
                if (record.Kind != RecordKind.Ready)
                    throw new ProtocolViolationException($"A {record.Kind} record came where only Ready may.");
                listener.OnEstablished(this, control, _channels, _peer);
                return;
            }

            if (control.Ended)
                Abandon("closed the connection in the middle of its hello");
        }
        catch (Exception problem) when (problem is IpcException)
        {
            Refuse(problem.Message, ofMechanism: problem is MechanismException);
        }
        catch (Exception problem)
        {
            Refuse($"the mechanism failed: {problem.GetType().Name}: {problem.Message}", ofMechanism: true);
        }
    }

    void IReactorHandler.OnDeadline() => Abandon("did not finish its hello in time (akka.remote.ipc.handshake-timeout)");

    /// <summary>Says no, closes, and leaves one line in the log.</summary>
    public void Refuse(string reason, bool ofMechanism = false)
    {
        try
        {
            control.Send(new ControlRecord(RecordKind.Reject, new Rejection(ofMechanism, reason).Encode(), []));
        }
        catch (IpcException)
        {
            // It does not want to hear it.
        }

        Abandon($"was refused: {reason}");
    }

    /// <summary>Closes, and leaves one line in the log.</summary>
    public void Abandon(string what)
    {
        listener.OnAbandoned(this, $"pid {credentials.ProcessId} of user {credentials.UserId} {what}");
        _channels?.Dispose();
        control.Dispose();
    }

    private void OnHello(ControlRecord record)
    {
        using var offer = new ChannelOffer(record.Descriptors) { Sender = credentials };
        if (record.Kind != RecordKind.Hello)
            throw new ProtocolViolationException($"A {record.Kind} record came where only Hello may.");
        var hello = Hello.Decode(record.Body.Span);
        offer.Details = hello.Details;
        if (hello.Purpose == LinkPurpose.Lane && local.LaneLimits is null)
            throw new HandshakeException($"{local.Address} has no lanes.");
        if (hello.To != local.Address.ToString())
            throw new HandshakeException($"{hello.To} was dialled, but {local.Address} listens here.");
        var from = BusAddress.TryParse(hello.From)
            ?? throw new ProtocolViolationException($"A peer calls itself '{hello.From}', which is not an address like {local.Address}.");
        if (hello.Purpose == LinkPurpose.Presence)
        {
            // It would be a peer of this system that has its address, and its end would be that of this system.
            if (from == local.Address)
                throw new HandshakeException($"{from} is the address of this system.");
            Answer(hello, from, "", ChannelOffer.Empty);
            return;
        }

        if (!local.Accepted.TryGetValue(hello.Mechanism, out var mechanism))
        {
            throw new MechanismException($"{local.Address} does not accept the mechanism '{hello.Mechanism}'; it accepts " +
                $"{string.Join(", ", local.Accepted.Keys)} (akka.remote.ipc.accept).");
        }

        var (channels, answer) = mechanism.Accept(offer, local.Options);
        using (answer)
        {
            _channels = channels;
            Answer(hello, from, mechanism.Name, answer);
        }
    }

    private void Answer(Hello hello, BusAddress from, string mechanism, ChannelOffer answer)
    {
        _peer = new LinkPeer(from, credentials.ProcessId, credentials.UserId, hello.Incarnation, hello.MaxFrameBytes, mechanism, hello.Purpose)
        {
            Abilities = hello.Abilities,
        };
        var word = local.Introduce(hello.Purpose, mechanism, hello.From, answer.Details);
        control.Send(new ControlRecord(RecordKind.Accept, word.Encode(), answer.Descriptors));
    }
}
