using Bus.Transports.Control;

namespace Bus.Transports.Rendezvous;

/// <summary>The body of a <see cref="RecordKind.Reject"/> record: whether another mechanism may do (u8: 1, or 0), and one text, why not.</summary>
internal sealed record Rejection(bool IsOfMechanism, string Reason)
{
    private const int MaxReasonBytes = 1024;

    public ReadOnlyMemory<byte> Encode()
    {
        var body = new BodyWriter();
        body.Byte(IsOfMechanism ? (byte)1 : (byte)0);
        body.Text(Reason.Length <= MaxReasonBytes / 4 ? Reason : Reason[..(MaxReasonBytes / 4)]);
        return body.Body;
    }

    /// <exception cref="ProtocolViolationException">The body is not a rejection.</exception>
    public static Rejection Decode(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body);
        var rejection = new Rejection(reader.Byte() == 1, reader.Text(MaxReasonBytes));
        reader.End();
        return rejection;
    }
}
