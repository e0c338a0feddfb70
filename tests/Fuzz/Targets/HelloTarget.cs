using Bus.Transports;
using Bus.Transports.Control;
using Bus.Transports.Rendezvous;

namespace Bus.Fuzz.Targets;

/// <summary>Headers and bodies of control records.</summary>
public sealed class HelloTarget : IFuzzTarget
{
    public string Name => "hello";

    public IReadOnlyList<byte[]> Seeds => Examples.Records;

    public long AllocationLimit => 64 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < ControlRecord.HeaderBytes)
            return;
        var (kind, bodyBytes, _) = ControlRecord.DecodeHeader(input);
        var body = input[ControlRecord.HeaderBytes..];
        body = body[..Math.Min(bodyBytes, body.Length)];
        if (kind is RecordKind.Hello or RecordKind.Accept)
            _ = BusAddress.TryParse(Hello.Decode(body).From);
        else if (kind == RecordKind.Reject)
            _ = Rejection.Decode(body);
    }
}
