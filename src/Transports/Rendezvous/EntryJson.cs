using System.Text.Json.Serialization;

namespace Bus.Transports.Rendezvous;

/// <summary>Reads and writes entries with code that was made when the library was: a process that starts has no time for reflection.</summary>
[JsonSerializable(typeof(EntryRecord))]
internal sealed partial class EntryJson : JsonSerializerContext;
