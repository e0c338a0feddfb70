using MemoryPack;

namespace Bus.Examples.ClientServer;

/// <summary>Client to server: read a part of a file. Answered by a worker with <see cref="FilePart"/>.</summary>
/// <param name="Number">The number of the request, to be repeated in the answer.</param>
/// <param name="Path">The file.</param>
/// <param name="Offset">Where to begin.</param>
[MemoryPackable]
internal sealed partial record ReadFile(long Number, string Path, long Offset);
