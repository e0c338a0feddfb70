using System.Text;
using Bus.Classic;
using Bus.Lanes;
using Bus.Telemetry;
using Bus.Transports;
using CsCheck;
using Xunit;

namespace Bus.Tests.Classic;

/// <summary>Envelopes as bytes.</summary>
public sealed class EnvelopeFormatTests
{
    private static readonly byte[] Example = Encode("akka.ipc://Near@local:1", "akka.ipc://Far@local:2/user/a#7", 17, "S", "payload"u8);

    [Fact]
    public void What_is_in_it_comes_out()
    {
        var back = EnvelopeFormat.Decode(Example);
        Assert.Equal(("akka.ipc://Near@local:1", "akka.ipc://Far@local:2/user/a#7", 17, "S"), (back.From, back.Recipient, back.Type.SerializerId, back.Type.Manifest));
        Assert.Null(back.Trace);
        Assert.Equal("payload", Encoding.UTF8.GetString(back.Payload.Span));
        Assert.Equal("payload".Length, EnvelopeFormat.PayloadBytes(Example));
    }

    [Fact]
    public void One_that_is_cut_off_is_refused_and_all_of_it_is_payload()
    {
        for (var length = 0; length < Example.Length - "payload".Length; length++)
        {
            Assert.Throws<ProtocolViolationException>(() => EnvelopeFormat.Decode(Example[..length]));
            Assert.Equal(length, EnvelopeFormat.PayloadBytes(Example.AsSpan(0, length)));
        }
    }

    [Fact]
    public void What_is_too_long_for_it_gets_none()
    {
        var most = new byte[LaneFormat.MostTextBytes];
        Assert.NotNull(EnvelopeFormat.TryEncode([], most, 0, most, MessageTrace.Encode(default), []));
        Assert.Null(EnvelopeFormat.TryEncode([], new byte[LaneFormat.MostTextBytes + 1], 0, most, MessageTrace.Encode(default), []));
        Assert.Null(EnvelopeFormat.TryEncode([], most, 0, new byte[LaneFormat.MostTextBytes + 1], MessageTrace.Encode(default), []));
    }

    [Fact]
    public void Any_bytes() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        Assert.InRange(EnvelopeFormat.PayloadBytes(bytes), 0, bytes.Length);
        Assert.InRange(AkkaFrame.MessageBytes(bytes), -1, bytes.Length);
        try
        {
            EnvelopeFormat.Decode(bytes);
        }
        catch (ProtocolViolationException)
        {
            // That is what it says.
        }
    }, iter: 100_000);

    private static byte[] Encode(string from, string recipient, int serializer, string manifest, ReadOnlySpan<byte> payload) =>
        EnvelopeFormat.TryEncode(Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(recipient), serializer, Encoding.UTF8.GetBytes(manifest), MessageTrace.Encode(default), payload)!;
}
