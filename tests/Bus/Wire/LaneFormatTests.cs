using System.Diagnostics;
using Bus.Lanes;
using Bus.Telemetry;
using Bus.Transports;
using Bus.Transports.Links;
using Xunit;

namespace Bus.Tests.Wire;

/// <summary>Every frame, byte by byte: a peer of another build must read them.</summary>
public sealed class LaneFormatTests
{
    [Fact]
    public void A_head_is_twelve_bytes_little_endian()
    {
        var head = new byte[LaneFormat.HeadBytes];
        LaneFormat.WriteHead(head, LaneFrameKind.Message, LaneFlags.SenderInWords | LaneFlags.TypeInWords, 0x0102, 0x03040506, 0x0708090A);
        Assert.Equal("02-06-02-01-06-05-04-03-0A-09-08-07", BitConverter.ToString(head));
        Assert.Equal(
            new LaneHead(LaneFrameKind.Message, LaneFlags.SenderInWords | LaneFlags.TypeInWords, 0x0102, 0x03040506, 0x0708090A), LaneHead.Read(head));
    }

    [Theory]
    [InlineData("Hello", 1)]
    [InlineData("Message", 2)]
    [InlineData("DefineActor", 3)]
    [InlineData("DefineType", 4)]
    [InlineData("Begin", 5)]
    [InlineData("Slice", 6)]
    [InlineData("Delivered", 7)]
    [InlineData("Flush", 8)]
    [InlineData("Flushed", 9)]
    [InlineData("Close", 10)]
    [InlineData("Closed", 11)]
    public void A_kind_has_its_number(string kind, byte number) => Assert.Equal(number, (byte)Enum.Parse<LaneFrameKind>(kind));

    [Fact]
    public void There_are_no_other_kinds_or_flags()
    {
        Assert.Equal(11, Enum.GetValues<LaneFrameKind>().Length);
        Assert.Equal([0, 1, 2, 4, 8, 16], Enum.GetValues<LaneFlags>().Select(flag => (int)flag));
    }

    [Fact]
    public void A_hello_has_version_uid_names_and_largest_message() =>
        Assert.Equal("01-00-02-00-04-03-02-01-10-00-00-00-00-00-10-00-00-00-00-00", BitConverter.ToString(new LaneHello(0x01020304, 16, 0x100000).Encode()));

    [Fact]
    public void A_text_is_its_length_and_UTF_8()
    {
        var bytes = new byte[8];
        Assert.Equal(2, LaneFormat.WriteText(bytes, "zoë"u8).Length);
        Assert.Equal("04-00-7A-6F-C3-AB-00-00", BitConverter.ToString(bytes));
        ReadOnlySpan<byte> rest = bytes;
        Assert.Equal("zoë", LaneFormat.TakeText(ref rest));
        Assert.Equal(2, rest.Length);
    }

    [Fact]
    public void A_first_message_has_everything_in_words_but_the_type()
    {
        Assert.Equal(
            "04-00-00-00-11-00-00-00-00-00-00-00-53|" +
            "02-03-00-00-FF-FF-FF-FF-FF-FF-FF-FF-01-00-72-02-00-73-73-68-69",
            Written(1, out _));
    }

    [Fact]
    public void A_second_message_defines_its_actors_and_a_third_has_numbers_only()
    {
        Assert.Equal(
            "03-00-00-00-00-00-00-00-00-00-00-00-72|" +
            "03-00-00-00-01-00-00-00-00-00-00-00-73-73|" +
            "02-00-00-00-00-00-00-00-01-00-00-00-68-69",
            Written(2, out var third));
        Assert.Equal("02-00-00-00-00-00-00-00-01-00-00-00-68-69", third);
    }

    [Fact]
    public void A_message_without_sender_and_with_a_type_in_words_says_so()
    {
        var frames = new MessageFrames(new LaneNames(16), new DefinedTypes(), Name("r"), null, new MessageType(-1, 0x01020304, "M"), "hi"u8.ToArray());
        Assert.Equal("02-0D-FF-FF-FF-FF-FF-FF-FF-FF-FF-FF-01-00-72-04-03-02-01-01-00-4D-68-69", Text(frames));
    }

    [Fact]
    public void A_message_of_a_trace_has_it_before_the_payload()
    {
        var frames = new MessageFrames(new LaneNames(16), new DefinedTypes(), Name("r"), null, new MessageType(-1, 0x01020304, "M"), "hi"u8.ToArray(), Trace("a=1"));
        Assert.Equal("02-1D-FF-FF-FF-FF-FF-FF-FF-FF-FF-FF-01-00-72-04-03-02-01-01-00-4D-" +
            "0A-F7-65-19-16-CD-43-DD-84-48-EB-21-1C-80-31-9C-B7-AD-6B-71-69-20-33-31-01-03-00-61-3D-31-68-69", Text(frames));
    }

    [Fact]
    public void A_large_message_of_a_trace_has_it_last_in_its_beginning()
    {
        var queue = new ByteQueue();
        var message = new LargeMessage(default, Name("r"), null, new MessageType(3, 17, "S"), new byte[LaneFormat.SliceBytes + 2]) { Number = 5, Trace = Trace(null) };
        LargeFrames.Begin(message, queue);
        Assert.Equal("05-1D-00-00-02-00-01-00-05-00-00-00-01-00-72-11-00-00-00-01-00-53-" +
            "0A-F7-65-19-16-CD-43-DD-84-48-EB-21-1C-80-31-9C-B7-AD-6B-71-69-20-33-31-01-00-00", Text(queue));
    }

    [Fact]
    public void A_tracestate_that_is_too_long_is_left_out_and_refused_from_a_peer()
    {
        Assert.Equal(MessageTrace.MostBytes, Trace(new string('s', MessageTrace.MostStateBytes)).Length);
        Assert.Equal(Trace(null), Trace(new string('s', MessageTrace.MostStateBytes + 1)));
        var text = new byte[2 + MessageTrace.MostStateBytes + 1];
        LaneFormat.WriteText(text, Enumerable.Repeat((byte)'s', MessageTrace.MostStateBytes + 1).ToArray());
        IsRefused([.. Trace(null)[..25], .. text]);
        IsRefused(Trace(null)[..24]);
        IsRefused(Trace("a=1")[..^1]);

        static void IsRefused(byte[] trace) => Assert.Throws<ProtocolViolationException>(() =>
        {
            ReadOnlySpan<byte> rest = trace;
            _ = MessageTrace.Take(ref rest);
        });
    }

    [Fact]
    public void A_large_message_begins_with_words_and_goes_on_in_slices()
    {
        var queue = new ByteQueue();
        var payload = new byte[LaneFormat.SliceBytes + 2];
        payload[^1] = 0xAB;
        var message = new LargeMessage(default, Name("r"), Name("ss"), new MessageType(3, 17, "S"), payload) { Number = 5 };
        LargeFrames.Begin(message, queue);
        Assert.Equal(
            "05-07-00-00-02-00-01-00-05-00-00-00-01-00-72-02-00-73-73-11-00-00-00-01-00-53", Text(queue));
        queue.Clear();
        Assert.Equal(LaneFormat.SliceBytes, LargeFrames.Slice(message, 0, queue));
        Assert.Equal(FrameFormat.HeaderBytes + LaneFormat.HeadBytes + LaneFormat.SliceBytes, queue.Count);
        queue.Clear();
        Assert.Equal(2, LargeFrames.Slice(message, LaneFormat.SliceBytes, queue));
        Assert.Equal("06-00-00-00-00-00-00-00-00-00-00-00-00-AB", Text(queue));
    }

    [Fact]
    public void A_frame_too_short_for_a_head_is_refused() =>
        Assert.Throws<ProtocolViolationException>(() => LaneHead.Read(new byte[LaneFormat.HeadBytes - 1]));

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("0200")]
    [InlineData("0300-6161")]
    [InlineData("0140")]
    public void A_text_that_is_cut_off_or_too_long_is_refused(string hex) => Assert.Throws<ProtocolViolationException>(() =>
    {
        ReadOnlySpan<byte> rest = Convert.FromHexString(hex.Replace("-", "", StringComparison.Ordinal));
        _ = LaneFormat.TakeText(ref rest);
    });

    [Theory]
    [InlineData(1, 16u, 1000)]
    [InlineData(2, 0u, 1000)]
    [InlineData(2, 65537u, 1000)]
    [InlineData(2, 16u, 0)]
    [InlineData(2, 16u, -1)]
    public void A_hello_that_cannot_be_is_refused(ushort version, uint names, int largest) => Assert.Throws<ProtocolViolationException>(() =>
        LaneHello.Decode(new LaneHead(LaneFrameKind.Hello, 0, version, 1, names), BitConverter.GetBytes(largest)));

    private static byte[] Trace(string? state) => MessageTrace.Encode(new ActivityContext(
        ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.Recorded, state));

    private static LaneName Name(string text) => new(new object(), text, isTemporary: false);

    /// <summary>What the nth message between two actors is written as, and the one after it.</summary>
    private static string Written(int nth, out string next)
    {
        var names = new LaneNames(16);
        var types = new DefinedTypes();
        var frames = new MessageFrames(names, types, Name("r"), Name("ss"), new MessageType(0, 17, "S"), "hi"u8.ToArray());
        var all = Enumerable.Range(0, nth + 1).Select(_ => Text(frames)).ToArray();
        next = all[nth];
        return all[nth - 1];
    }

    private static string Text(MessageFrames frames)
    {
        var queue = new ByteQueue();
        frames.WriteTo(queue);
        Assert.InRange(queue.Count, 1, frames.MostBytes);
        return Text(queue);
    }

    private static string Text(ByteQueue queue)
    {
        var collector = new FrameCollector();
        new FrameReader(LaneFormat.MostFrameBytes).Feed(queue.Bytes, collector);
        return string.Join("|", collector.Frames.Select(frame => BitConverter.ToString(frame)));
    }
}
