using Bus.Transports.Control;
using Bus.Transports.Links;
using Bus.Transports.Rendezvous;
using Xunit;

namespace Bus.Transports.Tests.Protocol;

/// <summary>Every byte of what crosses a control socket.</summary>
public class ControlRecordTests
{
    [Fact]
    public void A_record_has_a_header_of_twelve_bytes()
    {
        var record = new ControlRecord(RecordKind.Reject, new byte[] { 0xAA, 0xBB, 0xCC }, []);
        Assert.Equal("42-49-50-43-01-00-03-00-03-00-00-00-AA-BB-CC", BitConverter.ToString(record.Encode()));
    }

    [Theory]
    [InlineData((byte)RecordKind.Hello, 1)]
    [InlineData((byte)RecordKind.Accept, 2)]
    [InlineData((byte)RecordKind.Reject, 3)]
    [InlineData((byte)RecordKind.Ready, 4)]
    [InlineData((byte)RecordKind.Goodbye, 5)]
    [InlineData((byte)RecordKind.LifeSign, 6)]
    public void Kinds_have_their_numbers(byte kind, int number) => Assert.Equal(number, kind);

    [Fact]
    public void A_hello_has_its_fields_in_order()
    {
        var hello = new Hello(LinkPurpose.Association, 0x01020304, 0x1112131415161718, 0x21222324, "m", "ab", "c", new byte[] { 0xFE, 0xFF });
        Assert.Equal(
            "01-04-03-02-01-18-17-16-15-14-13-12-11-24-23-22-21-01-00-6D-02-00-61-62-01-00-63-02-00-FE-FF",
            BitConverter.ToString(hello.Encode().ToArray()));
        var back = Hello.Decode(hello.Encode().Span);
        Assert.Equal(hello.Details.ToArray(), back.Details.ToArray());
        Assert.Equal(hello with { Details = default }, back with { Details = default });
    }

    [Fact]
    public void A_rejection_is_a_cause_and_one_text()
    {
        Assert.Equal("00-02-00-6E-6F", BitConverter.ToString(new Rejection(false, "no").Encode().ToArray()));
        Assert.Equal("01-02-00-6E-6F", BitConverter.ToString(new Rejection(true, "no").Encode().ToArray()));
        Assert.Equal(new Rejection(true, "no"), Rejection.Decode(new Rejection(true, "no").Encode().Span));
    }

    [Theory]
    [InlineData("00-49-50-43-01-00-01-00-00-00-00-00", "starts with")]
    [InlineData("42-49-50-43-02-00-01-00-00-00-00-00", "version 2")]
    [InlineData("42-49-50-43-01-00-00-00-00-00-00-00", "kind 0")]
    [InlineData("42-49-50-43-01-00-07-00-00-00-00-00", "kind 7")]
    [InlineData("42-49-50-43-01-00-01-01-00-00-00-00", "reserved byte 1")]
    [InlineData("42-49-50-43-01-00-01-00-01-10-00-00", "announces 4097 bytes")]
    [InlineData("42-49-50-43-01-00-01-00-00-00-09-00", "9 descriptors")]
    public void Anything_else_is_a_violation_that_says_what(string bytes, string complaint)
    {
        var header = Convert.FromHexString(bytes.Replace("-", "", StringComparison.Ordinal));
        var violation = Assert.Throws<ProtocolViolationException>(() => ControlRecord.DecodeHeader(header));
        Assert.Contains(complaint, violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hello_that_ends_early_or_late_is_a_violation()
    {
        var whole = new Hello(LinkPurpose.Association, 1, 2, 3, "memfd", "ipc://A@local:1", "ipc://B@local:2", new byte[] { 1 }).Encode().ToArray();
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<ProtocolViolationException>(() => Hello.Decode(whole.AsSpan(0, length)));
        Assert.Throws<ProtocolViolationException>(() => Hello.Decode([.. whole, 0]));
    }
}
