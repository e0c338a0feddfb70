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
internal sealed class Dial : IReactorHandler
{
    private readonly LinkHost _host;
    private readonly BusAddress _target;
    private readonly LinkPurpose _purpose;
    private readonly TimeSpan _timeout;
    private readonly ControlSocket _control;
    private readonly ChannelProposal _proposal;
    private readonly PeerCredentials _credentials;
    private readonly Mechanism _mechanism;

    // The continuations are Akka's, and must not run on the reactor.
    private readonly TaskCompletionSource<Link> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Dial(LinkHost host, BusAddress target, LinkPurpose purpose, Mechanism mechanism, TimeSpan timeout,
        ControlSocket control, ChannelProposal proposal, PeerCredentials credentials)
    {
        _host = host;
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
    /// <param name="host">What the link will share with others.</param>
    /// <param name="connect">Gives the control socket, connected.</param>
    /// <param name="target">Who is dialled.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="mechanism">What will carry the bytes.</param>
    /// <param name="options">For the mechanism.</param>
    /// <param name="timeout">For the answer.</param>
    public static Task<Link> Start(
        LocalSystem local, LinkHost host, Func<ControlSocket> connect, BusAddress target, LinkPurpose purpose, Mechanism mechanism,
        MechanismOptions options, TimeSpan timeout)
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

            proposal = mechanism.Propose(options);
            var hello = local.Introduce(purpose, mechanism.Name, target.ToString(), proposal.Offer.Details);
            control.Send(new ControlRecord(RecordKind.Hello, hello.Encode(), proposal.Offer.Descriptors));
            proposal.Offer.Dispose();
            var dial = new Dial(host, target, purpose, mechanism, timeout, control, proposal, credentials);
            host.Reactor.Add(dial, timeout);
            return dial._result.Task;
        }
        catch (Exception problem)
        {
            proposal?.Dispose();
            control?.Dispose();
            return Task.FromException<Link>(problem);
        }
    }

    void IReactorHandler.OnReady()
    {
        try
        {
            if (_control.TryReceive() is { } record)
                OnAnswer(record);
            else if (_control.Ended)
                Fail(new HandshakeException($"{_target} (pid {_credentials.ProcessId}) closed the connection before it answered."));
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
        var channels = _proposal.Complete(answer);
        var peer = new LinkPeer(
            _target, _credentials.ProcessId, _credentials.UserId, hello.Incarnation, hello.MaxFrameBytes, _mechanism.Name, _purpose);
        _host.Reactor.Remove(this);
        Link? link = null;
        try
        {
            _control.Send(new ControlRecord(RecordKind.Ready));
            link = new Link(_host, _control, channels, peer);
            link.Watch();
        }
        catch
        {
            if (link is null)
                channels.Dispose();
            throw;
        }

        _proposal.Dispose();
        _result.TrySetResult(link);
    }

    private Exception Refusal(Rejection rejection) => rejection.IsOfMechanism
        ? new MechanismRefusedException($"{_target} refuses: {rejection.Reason}")
        : new HandshakeException($"{_target} refuses: {rejection.Reason}");

    private void Fail(Exception problem)
    {
        _host.Reactor.Remove(this);
        _proposal.Dispose();
        _control.Dispose();
        _result.TrySetException(problem);
    }
}
