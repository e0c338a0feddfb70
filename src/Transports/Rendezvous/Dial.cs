using Bus.Transports.Control;
using Bus.Transports.Interop;
using Bus.Transports.Links;
using Bus.Transports.Reactors;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Rendezvous;

/// <summary>
/// The dialling side of a handshake: connect, check who is there, say hello with the mechanism's offer, and wait for the answer.
/// </summary>
/// <remarks>After <see cref="Start"/>, everything happens on the reactor's thread.</remarks>
/// <typeparam name="T">What is made of the connection: a link, or a presence.</typeparam>
internal sealed class Dial<T> : IReactorHandler
{
    private readonly Reactor _reactor;
    private readonly BusAddress _target;
    private readonly LinkPurpose _purpose;
    private readonly TimeSpan _timeout;
    private readonly ControlSocket _control;
    private readonly ChannelProposal? _proposal;
    private readonly PeerCredentials _credentials;
    private readonly Mechanism? _mechanism;
    private readonly Func<ControlSocket, ChannelPair?, LinkPeer, T> _establish;

    // The continuations are Akka's, and must not run on the reactor.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Dial(Reactor reactor, BusAddress target, LinkPurpose purpose, Mechanism? mechanism, TimeSpan timeout,
        ControlSocket control, ChannelProposal? proposal, PeerCredentials credentials, Func<ControlSocket, ChannelPair?, LinkPeer, T> establish)
    {
        _establish = establish;
        _reactor = reactor;
        _target = target;
        _purpose = purpose;
        _mechanism = mechanism;
        _timeout = timeout;
        _control = control;
        _proposal = proposal;
        _credentials = credentials;
    }

    public SafeFileHandle Handle => _control.Handle;

    /// <summary>Dials. Never throws; whatever goes wrong is in the task.</summary>
    /// <param name="local">Who dials.</param>
    /// <param name="reactor">Watches the connection until it is up.</param>
    /// <param name="connect">Gives the control socket, connected.</param>
    /// <param name="target">Who is dialled.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="mechanism">What will carry the bytes; null if there are none.</param>
    /// <param name="options">For the mechanism.</param>
    /// <param name="timeout">For the answer.</param>
    /// <param name="establish">Makes the result, watched, of the connection and its channels, which are its own from then on. On the reactor's thread.</param>
    public static Task<T> Start(
        LocalSystem local, Reactor reactor, Func<ControlSocket> connect, BusAddress target, LinkPurpose purpose, Mechanism? mechanism,
        MechanismOptions options, TimeSpan timeout, Func<ControlSocket, ChannelPair?, LinkPeer, T> establish)
    {
        ControlSocket? control = null;
        ChannelProposal? proposal = null;
        try
        {
            control = connect();
            var credentials = UnixSocket.CredentialsOf(control.Handle);
            if (!local.AllowedUserIds.Contains(credentials.UserId))
            {
                throw new HandshakeException($"{target} is served by user {credentials.UserId} (pid {credentials.ProcessId}), " +
                    $"who is not in akka.remote.ipc.allowed-uids ({string.Join(", ", local.AllowedUserIds)}).");
            }

            proposal = mechanism?.Propose(options);
            using (var offer = proposal?.Offer ?? ChannelOffer.Empty)
            {
                var hello = local.Introduce(purpose, mechanism?.Name ?? "", target.ToString(), offer.Details);
                control.Send(new ControlRecord(RecordKind.Hello, hello.Encode(), offer.Descriptors));
            }

            var dial = new Dial<T>(reactor, target, purpose, mechanism, timeout, control, proposal, credentials, establish);
            reactor.Add(dial, timeout);
            return dial._result.Task;
        }
        catch (Exception problem)
        {
            proposal?.Dispose();
            control?.Dispose();
            return Task.FromException<T>(problem);
        }
    }

    void IReactorHandler.OnReady()
    {
        try
        {
            if (_control.TryReceive() is { } record)
                OnAnswer(record);
            else if (_control.Ended)
                Fail(new HandshakeException($"{_target} (pid {_credentials.ProcessId}) closed the connection before it answered.") { PeerIsGone = true });
        }
        catch (Exception problem)
        {
            Fail(problem);
        }
    }

    void IReactorHandler.OnDeadline() => Fail(new HandshakeException(
        $"{_target} (pid {_credentials.ProcessId}) did not answer within {_timeout.TotalMilliseconds:N0} ms " +
        "(akka.remote.ipc.connection-timeout). Is its process stopped or overloaded?"));

    private void OnAnswer(ControlRecord record)
    {
        using var answer = new ChannelOffer(record.Descriptors) { Sender = _credentials };
        if (record.Kind == RecordKind.Reject)
            throw Refusal(Rejection.Decode(record.Body.Span));
        if (record.Kind != RecordKind.Accept)
            throw new ProtocolViolationException($"{_target} answered a hello with a {record.Kind} record.");
        var hello = Hello.Decode(record.Body.Span);
        if (hello.From != _target.ToString())
            throw new HandshakeException($"{_target} was dialled, but {hello.From} answered.");
        answer.Details = hello.Details;
        var channels = _proposal?.Complete(answer);
        var peer = new LinkPeer(
            _target, _credentials.ProcessId, _credentials.UserId, hello.Incarnation, hello.MaxFrameBytes, _mechanism?.Name ?? "", _purpose)
        {
            Abilities = hello.Abilities,
        };
        _reactor.Remove(this);
        T established;
        try
        {
            _control.Send(new ControlRecord(RecordKind.Ready));
            established = _establish(_control, channels, peer);
        }
        catch
        {
            channels?.Dispose();
            throw;
        }

        _proposal?.Dispose();
        _result.TrySetResult(established);
    }

    private Exception Refusal(Rejection rejection) => rejection.IsOfMechanism
        ? new MechanismRefusedException($"{_target} refuses: {rejection.Reason}")
        : new HandshakeException($"{_target} refuses: {rejection.Reason}");

    private void Fail(Exception problem)
    {
        _reactor.Remove(this);
        _proposal?.Dispose();
        _control.Dispose();
        _result.TrySetException(problem);
    }
}
