using Bus.Transports.Rendezvous;

namespace Bus.Fuzz.Targets;

/// <summary>The line of JSON in a lock file.</summary>
public sealed class EntryTarget : IFuzzTarget
{
    public string Name => "entry";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [new EntryRecord("Orders", "ipc://Orders@local:8081", 1, 2, DateTimeOffset.UnixEpoch, "00", ["memfd"]).Encode()];

    public long AllocationLimit => 256 * 1024;

    public void Run(ReadOnlySpan<byte> input) => _ = EntryRecord.TryDecode(input);
}
