using Bus.Transports.Control;

namespace Bus.Transports.Rendezvous;

/// <summary>The body of a <see cref="RecordKind.Reject"/> record: one text, why not.</summary>
internal static class Rejection
{
    private const int MaxReasonBytes = 1024;

    public static ReadOnlyMemory<byte> Encode(string reason)
    {
        var body = new BodyWriter();
        body.Text(reason.Length <= MaxReasonBytes / 4 ? reason : reason[..(MaxReasonBytes / 4)]);
        return body.Body;
    }

    public static string Decode(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body);
        var reason = reader.Text(MaxReasonBytes);
        reader.End();
        return reason;
    }
}
