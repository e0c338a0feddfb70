using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>The frames of a large message.</summary>
internal static class LargeFrames
{
    /// <summary>Says whom it is for, and how it is read.</summary>
    public static void Begin(LargeMessage message, ByteQueue queue)
    {
        var flags = LaneFlags.RecipientInWords | LaneFlags.TypeInWords | (message.Sender is null ? LaneFlags.NoSender : LaneFlags.SenderInWords) |
            (message.Trace is null ? 0 : LaneFlags.Traced);
        var words = (3 * sizeof(ushort)) + sizeof(int) + message.Recipient.Path.Length + (message.Sender?.Path.Length ?? -sizeof(ushort)) +
            message.Type.Manifest.Length + (message.Trace?.Length ?? 0);
        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + words);
        LaneFormat.WriteHead(frame, LaneFrameKind.Begin, flags, 0, (uint)message.Payload.Length, message.Number);
        var rest = LaneFormat.WriteText(frame[LaneFormat.HeadBytes..], message.Recipient.Path);
        if (message.Sender is not null)
            rest = LaneFormat.WriteText(rest, message.Sender.Path);
        rest = MessageFrames.WriteType(rest, message.Type);
        message.Trace?.CopyTo(rest);
    }

    /// <summary>The next bytes.</summary>
    /// <returns>How many.</returns>
    public static int Slice(LargeMessage message, int sent, ByteQueue queue)
    {
        var count = Math.Min(LaneFormat.SliceBytes, message.Payload.Length - sent);
        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + count);
        LaneFormat.WriteHead(frame, LaneFrameKind.Slice);
        message.Payload.Span.Slice(sent, count).CopyTo(frame[LaneFormat.HeadBytes..]);
        return count;
    }
}
