using System.Runtime.CompilerServices;
using Akka.Actor;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>The direction of a lane in which this side sends.</summary>
/// <remarks>
/// Any thread may send. <c>Names</c> and <c>Types</c> are guarded by the outbox's lock; the order of frames in
/// the outbox is the order of messages at the peer.
/// </remarks>
internal sealed class OutboundLane
{
    private readonly LaneSystem _system;
    private readonly Outbox _outbox;
    private readonly Address _localAddress;
    private readonly ConditionalWeakTable<IActorRef, LaneName> _namesByRef = [];

    public OutboundLane(LaneSystem system, Link link, Address localAddress)
    {
        _system = system;
        _outbox = link.Outbox;
        _localAddress = localAddress;
        Large = new LargeMessages(this, _outbox, system.Settings.OutboxBytes);
        _outbox.Feed = Large;
        Names = new LaneNames(0);
        LargestMessage = system.LargestMessage;
    }

    public LaneNames Names { get; private set; }

    public DefinedTypes Types { get; } = new();

    public LargeMessages Large { get; }

    /// <summary>The largest message that both sides take.</summary>
    public int LargestMessage { get; private set; }

    /// <summary>What the peer allows. Before the first message.</summary>
    public void Agree(LaneHello peer)
    {
        Names = new LaneNames(Math.Min(peer.MostActors, _system.Settings.MostActors));
        LargestMessage = Math.Min(peer.LargestMessage, _system.LargestMessage);
    }

    /// <summary>Serializes a message on this thread and puts it into the outbox. Never waits.</summary>
    public LaneResult Send(in Outgoing outgoing, LaneName recipient)
    {
        var scratch = Scratch.Rent();
        try
        {
            if (!_system.Serialize(outgoing, scratch, out var type))
                return LaneResult.Done;
            if (scratch.Count > LargestMessage)
            {
                _system.ReportOversized(outgoing, scratch.Count, LargestMessage);
                return LaneResult.Done;
            }

            var sender = outgoing.Sender is null or Nobody ? null : NameOf(outgoing.Sender);
            if (scratch.Count > LaneFormat.SliceBytes || Large.Any)
            {
                var payload = scratch.Count > LaneFormat.SliceBytes
                    ? new ReadOnlyMemory<byte>(scratch.Detach(), 0, scratch.Count)
                    : scratch.Written.ToArray();
                if (Large.Take(new LargeMessage(outgoing, recipient, sender, type, payload)) is { } taken)
                    return taken;
            }

            var frames = new MessageFrames(this, recipient, sender, type, scratch.Written);
            return _outbox.TryAppend(ref frames) ? LaneResult.Done : _outbox.IsOpen ? LaneResult.Full : LaneResult.Closed;
        }
        finally
        {
            Scratch.Return(scratch);
        }
    }

    /// <summary>
    /// Sends a system message, after everything that was sent before it, also if the outbox is full; the peer is asked to confirm it.
    /// </summary>
    public void SendSystem(Outgoing outgoing, LaneName recipient, uint number)
    {
        var scratch = Scratch.Rent();
        try
        {
            if (!_system.Serialize(outgoing, scratch, out var type))
                return;
            var frames = new MessageFrames(this, recipient, sender: null, type, scratch.Written.ToArray());
            Large.WhenEmpty(() =>
            {
                _outbox.TryAppend(ref frames, always: true);
                SendSignal(LaneFrameKind.Flush, number);
            });
        }
        finally
        {
            Scratch.Return(scratch);
        }
    }

    /// <summary>Puts a small message that has waited into the outbox.</summary>
    public bool TryAppend(LargeMessage message)
    {
        var frames = new MessageFrames(this, message.Recipient, message.Sender, message.Type, message.Payload);
        return _outbox.TryAppend(ref frames);
    }

    /// <summary>Sends a frame that has a head only.</summary>
    public void SendSignal(LaneFrameKind kind, uint number = 0)
    {
        Span<byte> frame = stackalloc byte[LaneFormat.HeadBytes];
        LaneFormat.WriteHead(frame, kind, a: number);
        _outbox.TryAppend(frame, always: true);
    }

    /// <summary>Sends a last frame, after everything; messages are refused from then on.</summary>
    public void Seal(LaneFrameKind last) => Large.SealWhenEmpty(() =>
    {
        Span<byte> frame = stackalloc byte[LaneFormat.HeadBytes];
        LaneFormat.WriteHead(frame, last);
        _outbox.Seal(frame);
    });

    /// <summary>What this lane calls an actor.</summary>
    public LaneName NameOf(IActorRef actor)
    {
        // Only references that live longer than one answer are worth remembering.
        if (actor is not (ActorRefWithCell or Akka.Remote.RemoteActorRef))
            return NewName(actor);
        return _namesByRef.TryGetValue(actor, out var name) ? name : _namesByRef.GetValue(actor, NewName);
    }

    /// <summary>A name, also for an actor that is named already.</summary>
    public LaneName NewName(IActorRef actor)
    {
        var path = actor.Path;
        var text = string.IsNullOrEmpty(path.Address.Host) ? path.ToSerializationFormatWithAddress(_localAddress) : path.ToSerializationFormat();
        return new LaneName(this, text, path.Elements is ["temp", ..]);
    }
}
