using System.Text.Json;
using System.Text.Json.Serialization;
using Bus.Transports.Links;

namespace Bus.Transports.Rendezvous;

/// <summary>The line of JSON in a lock file: who listens here. For people, tools, and those who watch: they believe what the kernel
/// confirms. All else the protocol takes from the hello.</summary>
internal sealed record EntryRecord(
    [property: JsonPropertyName("system")] string System,
    [property: JsonPropertyName("address")] string Address,
    [property: JsonPropertyName("pid")] int ProcessId,
    [property: JsonPropertyName("uid")] uint UserId,
    [property: JsonPropertyName("started")] DateTimeOffset Started,
    [property: JsonPropertyName("incarnation")] string Incarnation,
    [property: JsonPropertyName("mechanisms")] IReadOnlyList<string> Mechanisms,
    [property: JsonPropertyName("protocol")] int Protocol = 0,
    [property: JsonPropertyName("abilities")] PeerAbilities Abilities = PeerAbilities.None)
{
    // A longer file is not one of ours.
    private const int MaxBytes = 4096;

    public byte[] Encode() => [.. JsonSerializer.SerializeToUtf8Bytes(this, EntryJson.Default.EntryRecord), (byte)'\n'];

    /// <summary>What a lock file says, or null if it says nothing that can be read.</summary>
    public static EntryRecord? TryDecode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.Length is 0 or > MaxBytes ? null : JsonSerializer.Deserialize(bytes, EntryJson.Default.EntryRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
