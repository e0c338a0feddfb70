using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>What goes out with each batch.</summary>
internal sealed partial class LargeMessages
{
    private LargeMessage? _current;
    private int _sent;

    void IFrameFeed.Feed(ByteQueue queue)
    {
        if (_current is null)
        {
            if (Volatile.Read(ref _undelivered) >= MostUndelivered || !_next.TryDequeue(out _current))
                return;
            Interlocked.Increment(ref _undelivered);
            _sent = 0;
            Begin(_current, queue);
        }

        var count = Math.Min(LaneFormat.SliceBytes, _current.Payload.Length - _sent);
        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + count);
        LaneFormat.WriteHead(frame, LaneFrameKind.Slice);
        _current.Payload.Span.Slice(_sent, count).CopyTo(frame[LaneFormat.HeadBytes..]);
        _sent += count;
        if (_sent == _current.Payload.Length)
            _current = null;
    }

    private static void Begin(LargeMessage message, ByteQueue queue)
    {
        var flags = LaneFlags.RecipientInWords | LaneFlags.TypeInWords | (message.Sender is null ? LaneFlags.NoSender : LaneFlags.SenderInWords);
        var words = (3 * sizeof(ushort)) + sizeof(int) + message.Recipient.Path.Length + (message.Sender?.Path.Length ?? -sizeof(ushort)) +
            message.Type.Manifest.Length;
        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + words);
        LaneFormat.WriteHead(frame, LaneFrameKind.Begin, flags, 0, (uint)message.Payload.Length, message.Number);
        var rest = LaneFormat.WriteText(frame[LaneFormat.HeadBytes..], message.Recipient.Path);
        if (message.Sender is not null)
            rest = LaneFormat.WriteText(rest, message.Sender.Path);
        MessageFrames.WriteType(rest, message.Type);
    }
}
