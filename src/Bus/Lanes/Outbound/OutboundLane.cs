using System.Runtime.CompilerServices;
using Akka.Actor;
using Bus.Delivery;
using Bus.Telemetry;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>The direction of a lane in which this side sends.</summary>
/// <remarks>
/// Any thread may send. <c>Names</c>, <c>Types</c> and <c>_lastFlush</c> are guarded by the outbox's lock; the order of frames in
/// the outbox is the order of messages at the peer.
/// </remarks>
internal sealed class OutboundLane : IFrameFeed
{
    private readonly LaneSystem _system;
    private readonly Outbox _outbox;
    private readonly Address _localAddress;
    private readonly ConditionalWeakTable<IActorRef, LaneName> _namesByRef = [];
    private uint _lastFlush;

    public OutboundLane(LaneSystem system, Address peer, Link link, Address localAddress)
    {
        _system = system;
        _outbox = link.Outbox;
        _localAddress = localAddress;
        Large = new LargeMessages(this, _outbox, system.Settings.OutboxBytes);
        Answers = new LaneAnswers(_outbox);
        _outbox.Feed = this;
        Names = new LaneNames(0);
        LargestMessage = system.LargestMessage;
        Telemetry = new LaneTelemetry(new LinkKey(system.System.Name, peer.ToString(), link.Peer.Mechanism), link, this);
    }

    /// <summary>
    /// Stands for this lane in the names that actors keep. Not the lane itself: an actor that lives on, and its name in the table above,
    /// would keep a lane that has ended, and everything that it holds, from being collected.
    /// </summary>
    public object Token { get; } = new();

    public LaneNames Names { get; private set; }

    public DefinedTypes Types { get; } = new();

    public LargeMessages Large { get; }

    public LaneAnswers Answers { get; }

    /// <summary>What is measured of the lane.</summary>
    public LaneTelemetry Telemetry { get; }

    /// <summary>Bytes that it has accepted and the channel not yet taken. Any thread.</summary>
    public long Waiting => _outbox.Queued + Large.Waiting;

    /// <summary>True as long as it takes messages. Any thread.</summary>
    public bool IsOpen => _outbox.IsOpen && !Large.IsSealed;

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
        using var measured = Telemetry.BeginSend(outgoing);
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
            if (!(recipient.IsSendable && sender is not { IsSendable: false } && type.IsSendable))
            {
                _system.ReportUnsendable(outgoing);
                return LaneResult.Done;
            }

            var bytes = scratch.Count;
            var trace = outgoing.Origin is { } origin ? MessageTrace.Encode((measured.Activity ?? origin).Context) : null;
            if (bytes > LaneFormat.SliceBytes || Large.Any)
            {
                var payload = bytes > LaneFormat.SliceBytes
                    ? new ReadOnlyMemory<byte>(scratch.Detach(), 0, scratch.Count)
                    : scratch.Written.ToArray();
                if (Large.Take(new LargeMessage(outgoing, recipient, sender, type, payload) { Trace = trace }) is { } taken)
                {
                    if (taken == LaneResult.Done)
                        measured.Done(bytes);
                    return taken;
                }
            }

            var frames = new MessageFrames(Names, Types, recipient, sender, type, scratch.Written, trace);
            if (!_outbox.TryAppend(ref frames))
                return IsOpen ? LaneResult.Full : LaneResult.Closed;
            measured.Done(bytes);
            return LaneResult.Done;
        }
        finally
        {
            Scratch.Return(scratch);
        }
    }

    /// <summary>
    /// Sends a system message, after everything that was sent to its recipient before it, also if the outbox is full; the peer is asked to confirm it.
    /// </summary>
    /// <returns>False if it cannot go by lane.</returns>
    public bool SendSystem(HeldMessage held, LaneName recipient)
    {
        var scratch = Scratch.Rent();
        try
        {
            if (!_system.Serialize(held.Message, scratch, out var type) || scratch.Count > LaneFormat.SliceBytes || !recipient.IsSendable)
                return false;
            var message = new LargeMessage(held.Message, recipient, null, type, scratch.Written.ToArray(), held);
            if (!Large.TakeSystem(message))
                TryAppend(message);
            return true;
        }
        finally
        {
            Scratch.Return(scratch);
        }
    }

    /// <summary>Puts a small message that has waited into the outbox.</summary>
    public bool TryAppend(LargeMessage message)
    {
        var frames = new MessageFrames(Names, Types, message.Recipient, message.Sender, message.Type, message.Payload, message.Trace);
        if (message.Held is null)
            return _outbox.TryAppend(ref frames);
        var system = new SystemFrames(this, frames, message.Held);
        return _outbox.TryAppend(ref system, always: true);
    }

    /// <summary>Sends a last frame, after everything; messages are refused from then on.</summary>
    /// <returns>False if it was sealed before.</returns>
    public bool Seal(LaneFrameKind last) => Large.Seal(() =>
    {
        var frame = new SignalFrame(Answers, last);
        _outbox.Seal(ref frame);
    });

    /// <summary>The peer has said that it sends nothing more: says the same, after everything. Once.</summary>
    public void AnswerClose()
    {
        // Both sides may close at once: then this one has said so, and the peer still waits for the answer.
        if (Seal(LaneFrameKind.Closed))
            return;
        Large.WhenEmpty(() =>
        {
            var frame = new SignalFrame(Answers, LaneFrameKind.Closed);
            _outbox.TryAppend(ref frame, always: true);
        });
    }

    void IFrameFeed.Feed(ByteQueue queue)
    {
        Answers.Feed(queue);
        Large.Feed(queue);
    }

    /// <summary>The number of the next question. Called with the outbox locked.</summary>
    internal uint NextFlush() => ++_lastFlush;

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
        return new LaneName(Token, text, path.Elements is ["temp", ..]);
    }
}
