using System.Buffers.Binary;
using Bus.Transports.Links;

namespace Bus.Lanes;

/// <summary>A message that fits into one frame, with the definitions that it needs before it.</summary>
internal readonly struct MessageFrames(
    LaneNames names, DefinedTypes types, LaneName recipient, LaneName? sender, MessageType type, ReadOnlyMemory<byte> payload,
    byte[]? trace = null)
    : IFrameSource
{
    public int MostBytes => (4 * (FrameFormat.HeaderBytes + LaneFormat.HeadBytes)) + (2 * recipient.Path.Length) + (2 * (sender?.Path.Length ?? 0)) +
        (2 * type.Manifest.Length) + 16 + (trace?.Length ?? 0) + payload.Length;

    public void WriteTo(ByteQueue queue)
    {
        var flags = LaneFlags.None;
        var words = 0;
        var typeNumber = types.NumberOf(type, queue);
        if (typeNumber < 0)
        {
            flags |= LaneFlags.TypeInWords;
            words += sizeof(int) + sizeof(ushort) + type.Manifest.Length;
        }

        var to = names.NumberOf(recipient, queue);
        if (to < 0)
        {
            flags |= LaneFlags.RecipientInWords;
            words += sizeof(ushort) + recipient.Path.Length;
        }

        var from = -1;
        if (sender is null)
        {
            flags |= LaneFlags.NoSender;
        }
        else if ((from = names.NumberOf(sender, queue)) < 0)
        {
            flags |= LaneFlags.SenderInWords;
            words += sizeof(ushort) + sender.Path.Length;
        }

        // The sender's number may have pushed out the recipient's.
        if (to >= 0 && recipient.Number != to)
        {
            flags |= LaneFlags.RecipientInWords;
            words += sizeof(ushort) + recipient.Path.Length;
        }

        if (trace is not null)
        {
            flags |= LaneFlags.Traced;
            words += trace.Length;
        }

        var frame = FrameFormat.Append(queue, LaneFormat.HeadBytes + words + payload.Length);
        LaneFormat.WriteHead(frame, LaneFrameKind.Message, flags, (ushort)typeNumber, (uint)to, (uint)from);
        var rest = frame[LaneFormat.HeadBytes..];
        if ((flags & ~LaneFlags.NoSender) != 0)
            rest = WriteWords(rest, flags);
        payload.Span.CopyTo(rest);
    }

    private Span<byte> WriteWords(Span<byte> rest, LaneFlags flags)
    {
        if (flags.HasFlag(LaneFlags.RecipientInWords))
            rest = LaneFormat.WriteText(rest, recipient.Path);
        if (flags.HasFlag(LaneFlags.SenderInWords))
            rest = LaneFormat.WriteText(rest, sender!.Path);
        if (flags.HasFlag(LaneFlags.TypeInWords))
            rest = WriteType(rest, type);
        if (trace is not null)
        {
            trace.CopyTo(rest);
            rest = rest[trace.Length..];
        }

        return rest;
    }

    internal static Span<byte> WriteType(Span<byte> rest, MessageType type)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, type.SerializerId);
        return LaneFormat.WriteText(rest[sizeof(int)..], type.Manifest);
    }
}
