using MemoryPack;

namespace Bus.Benchmarks.Mixed;

/// <summary>One message of a pair.</summary>
/// <param name="Epoch">The life of the peer in which it was sent.</param>
/// <param name="Number">Counts from 0 in each epoch.</param>
/// <param name="Acknowledge">The sender waits for an <see cref="Acknowledgement"/> of this one.</param>
/// <param name="Body">What <see cref="Pattern"/> says for this number.</param>
[MemoryPackable]
internal sealed partial record Numbered(int Epoch, long Number, bool Acknowledge, byte[] Body);
