using Akka.Actor;
using Bus.Delivery;
using Bus.Telemetry;
using Bus.Transports;

namespace Bus.Lanes;

/// <summary>The direction of a lane in which the peer sends: frames in, messages into mailboxes.</summary>
/// <remarks>Used by the lane's reader only, but for the delivery of large messages, which happens on the pool.</remarks>
internal sealed class InboundLane(LaneSystem system, Lane lane)
{
    private readonly InboundActors _actors = new(system);
    private readonly InboundTypes _types = new();
    private readonly LargeInbox _large = new();
    private int _delivering;
    private bool _greeted;
    private bool _closes;

    /// <summary>True if no large message is being delivered. Any thread.</summary>
    public bool IsIdle => Volatile.Read(ref _delivering) == 0;

    /// <exception cref="ProtocolViolationException">The peer broke the protocol.</exception>
    public void OnFrame(ReadOnlySpan<byte> frame)
    {
        var head = LaneHead.Read(frame);
        var rest = frame[LaneFormat.HeadBytes..];
        if (_greeted == (head.Kind == LaneFrameKind.Hello))
            throw new ProtocolViolationException($"A {head.Kind} frame came where {(_greeted ? "none" : "only a Hello")} may.");
        switch (head.Kind)
        {
            case LaneFrameKind.Message:
                Deliver(Address(head, ref rest), rest);
                break;
            case LaneFrameKind.DefineActor:
                _actors.Define(head.A, rest);
                break;
            case LaneFrameKind.DefineType:
                _types.Define(head.Type, (int)head.A, rest);
                break;
            case LaneFrameKind.Begin:
                if (head.A > (uint)system.LargestMessage || head.A == 0)
                    throw new ProtocolViolationException($"A message of {head.A:N0} bytes was announced; at most {system.LargestMessage:N0} were agreed.");
                if (!lane.Outbound.Answers.TryBegin())
                    throw new ProtocolViolationException($"More than {LargeMessages.MostUndelivered} large messages came before this side has answered.");
                _large.Begin(head.B, (int)head.A, Address(head, ref rest));
                break;
            case LaneFrameKind.Slice:
                if (_large.Add(rest, out var message, out var number) is { } payload)
                    DeliverLarge(payload, message, number);
                break;
            case LaneFrameKind.Hello:
                _greeted = true;
                lane.OnHello(LaneHello.Decode(head, rest));
                break;
            case LaneFrameKind.Close when _closes:
                throw new ProtocolViolationException("The peer closes a lane that it has closed.");
            default:
                _closes |= head.Kind == LaneFrameKind.Close;
                lane.OnSignal(head.Kind, head.A);
                break;
        }
    }

    private InboundMessage Address(in LaneHead head, ref ReadOnlySpan<byte> rest)
    {
        var inWords = (head.Flags & LaneFlags.RecipientInWords) != 0;
        var recipient = inWords ? new InboundActor(system, LaneFormat.TakeText(ref rest)) : _actors[head.A];
        IActorRef? sender = null;
        if ((head.Flags & LaneFlags.SenderInWords) != 0)
            sender = system.Resolve(LaneFormat.TakeText(ref rest));
        else if ((head.Flags & LaneFlags.NoSender) == 0)
            sender = _actors[head.B].Actor;
        var type = (head.Flags & LaneFlags.TypeInWords) != 0
            ? InboundType.Create(LaneFormat.TakeInt32(ref rest), LaneFormat.TakeText(ref rest))
            : _types[head.Type];
        var trace = (head.Flags & LaneFlags.Traced) != 0 ? MessageTrace.Take(ref rest) : null;
        return new InboundMessage(recipient.Actor, recipient.IsOurs, sender, type, trace);
    }

    private void Deliver(in InboundMessage message, ReadOnlySpan<byte> payload, byte[]? whole = null)
    {
        using var measured = lane.Outbound.Telemetry.BeginDelivery(message);
        system.Inbox.Deliver(message, payload, whole);
        measured.Done(payload.Length);
    }

    /// <summary>It may take long to read it, and the small ones must not wait.</summary>
    private void DeliverLarge(byte[] payload, InboundMessage message, uint number)
    {
        Interlocked.Increment(ref _delivering);
        ThreadPool.UnsafeQueueUserWorkItem(
            state =>
            {
                Deliver(state.message, state.payload, state.payload);
                lane.Outbound.Answers.Delivered(state.number);
                if (Interlocked.Decrement(ref _delivering) == 0)
                    lane.OnIdle();
            },
            (payload, message, number),
            preferLocal: false);
    }
}
