using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport;
using Bus.Transports.Links;
using Google.Protobuf;

namespace Bus.Transports.Remoting;

/// <summary>One association of Akka.Remote on one link.</summary>
/// <remarks>
/// Two live associations may have the same addresses (both sides dialled), and the base class compares by address: so this one compares by
/// reference.
/// </remarks>
internal sealed class IpcAssociationHandle : AssociationHandle, ILinkListener
{
    private readonly Link _link;
    private readonly ILoggingAdapter _log;
    private readonly IAssociationTraffic? _traffic;
    private readonly int _maximumFrameSize;
    private IHandleEventListener? _listener;

    public IpcAssociationHandle(
        Address local, Address remote, Link link, IAssociationTraffic? traffic, int maximumFrameSize, ILoggingAdapter log) : base(local, remote)
    {
        _link = link;
        _traffic = traffic;
        _log = log;
        _maximumFrameSize = maximumFrameSize;
        // The continuation runs on an actor's thread; starting the reader's thread is all it does.
        ReadHandlerSource.Task.ContinueWith(
            (task, state) => ((IpcAssociationHandle)state!).OnListener(task.Result),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
    }

    /// <summary>The link below.</summary>
    internal Link Link => _link;

    /// <summary>Hands a message to the link. Never waits and never throws.</summary>
    /// <returns>False if the outbox is full or the link has ended: Akka.Remote keeps the message and tries again.</returns>
    public override bool Write(ByteString payload)
    {
        // Akka has checked this side's maximum before it added its envelope; the peer's may be smaller.
        var most = Math.Min(_maximumFrameSize + IpcSettings.ProtocolSlack, _link.Peer.MaxFrameBytes);
        if (payload.Length > most)
        {
            _log.Error("A message of {0} bytes to {1} was dropped: the most is {2} bytes here and {3} bytes there, with {4} bytes of envelope. " +
                "Raise {5}.maximum-frame-size on both sides, or send less at once.",
                payload.Length, RemoteAddress, _maximumFrameSize, _link.Peer.MaxFrameBytes - IpcSettings.ProtocolSlack,
                IpcSettings.ProtocolSlack, IpcConfig.Section);
            _traffic?.OnDropped(payload.Span);
            return true;
        }

        if (!_link.TrySend(payload.Span))
            return false;
        _traffic?.OnSent(payload.Span);
        return true;
    }

#pragma warning disable CS0672 // The base marks it obsolete for callers, and still calls it itself.
    public override void Disassociate() => _link.Close("this side disassociated");
#pragma warning restore CS0672

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    void IFrameSink.OnFrame(byte[] payload)
    {
        _traffic?.OnReceived(payload);
        _listener!.Notify(new InboundPayload(UnsafeByteOperations.UnsafeWrap(payload)));
    }

    void ILinkListener.OnEnded(LinkEnd end, string reason)
    {
        if (end == LinkEnd.Failed)
            _log.Error("The link to {0} was closed: {1}", _link.Peer, reason);
        else
            _log.Debug("The link to {0} has ended: {1}", _link.Peer, reason);
        // Unknown, as over TCP, also after a goodbye: only Akka's own DISASSOCIATE message says that a system, not just a link, has ended.
        _listener!.Notify(new Disassociated(DisassociateInfo.Unknown));
    }

    private void OnListener(IHandleEventListener listener)
    {
        _listener = listener;
        _link.Start(this);
    }
}
