using System.Diagnostics;
using System.Text;
using Bus.Lanes;
using Bus.Transports;

namespace Bus.Telemetry;

/// <summary>
/// The trace that a message belongs to, as W3C's Trace Context has it, in a frame with <see cref="LaneFlags.Traced"/>, or in an envelope:
/// <code>
///   0           16        24      25
///   +-----------+---------+-------+------------------------------+
///   | trace id  | span id | flags | tracestate: length u16, UTF-8 |
///   +-----------+---------+-------+------------------------------+
/// </code>
/// </summary>
/// <param name="Context">What the peer has sent.</param>
internal sealed record MessageTrace(ActivityContext Context)
{
    /// <summary>A longer tracestate is left out, as the recommendation allows.</summary>
    public const int MostStateBytes = 512;

    public const int MostBytes = FixedBytes + sizeof(ushort) + MostStateBytes;

    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;
    /// <summary>Those before the tracestate.</summary>
    public const int FixedBytes = TraceIdBytes + SpanIdBytes + 1;

    /// <summary>What goes into the frame; zeros for the default, which is none.</summary>
    public static byte[] Encode(ActivityContext context)
    {
        var state = Encoding.UTF8.GetBytes(context.TraceState ?? "");
        if (state.Length > MostStateBytes)
            state = [];
        var bytes = new byte[FixedBytes + sizeof(ushort) + state.Length];
        context.TraceId.CopyTo(bytes.AsSpan(0, TraceIdBytes));
        context.SpanId.CopyTo(bytes.AsSpan(TraceIdBytes, SpanIdBytes));
        bytes[FixedBytes - 1] = (byte)context.TraceFlags;
        LaneFormat.WriteText(bytes.AsSpan(FixedBytes), state);
        return bytes;
    }

    /// <summary>Takes it off the front of a frame.</summary>
    /// <returns>Null if nobody here wants to know, or if it names no trace: all zeros name none.</returns>
    /// <exception cref="ProtocolViolationException">It is cut off, or too long.</exception>
    public static MessageTrace? Take(ref ReadOnlySpan<byte> source)
    {
        if (source.Length < FixedBytes)
            throw new ProtocolViolationException($"A frame ends in the middle of a trace: {source.Length} of {FixedBytes} bytes are left.");
        var head = source[..FixedBytes];
        source = source[FixedBytes..];
        var state = LaneFormat.TakeText(ref source);
        if (Encoding.UTF8.GetByteCount(state) > MostStateBytes)
            throw new ProtocolViolationException($"A tracestate of more than {MostStateBytes} bytes came.");
        var traceId = head[..TraceIdBytes];
        var spanId = head.Slice(TraceIdBytes, SpanIdBytes);
        if (!Instruments.Source.HasListeners() || !traceId.ContainsAnyExcept((byte)0) || !spanId.ContainsAnyExcept((byte)0))
            return null;
        return new MessageTrace(new ActivityContext(
            ActivityTraceId.CreateFromBytes(traceId), ActivitySpanId.CreateFromBytes(spanId), (ActivityTraceFlags)(head[^1] & 1),
            state.Length > 0 ? state : null, isRemote: true));
    }
}
