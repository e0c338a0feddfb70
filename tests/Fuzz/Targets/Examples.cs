using Bus.Transports.Control;
using Bus.Transports.Links;
using Bus.Transports.Rendezvous;

namespace Bus.Fuzz.Targets;

/// <summary>Well-formed records.</summary>
internal static class Examples
{
    public static Hello Hello { get; } = new(
        LinkPurpose.Association, 4711, 0x0123456789ABCDEF, 129024, "memfd", "ipc://Orders@local:8081", "ipc://Billing@local:8082", new byte[] { 1, 2, 3 });

    public static byte[][] Records { get; } =
    [
        new ControlRecord(RecordKind.Hello, Hello.Encode(), []).Encode(),
        new ControlRecord(RecordKind.Accept, Hello.Encode(), []).Encode(),
        new ControlRecord(RecordKind.Reject, new Rejection(true, "no").Encode(), []).Encode(),
        new ControlRecord(RecordKind.Ready).Encode(),
        new ControlRecord(RecordKind.Goodbye).Encode(),
    ];
}
