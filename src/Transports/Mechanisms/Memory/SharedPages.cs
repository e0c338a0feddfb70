using Bus.Transports.Interop;
using Microsoft.Win32.SafeHandles;

namespace Bus.Transports.Mechanisms;

/// <summary>The pages of a side's region, as their owner has them, and what its peer needs to map them read-only.</summary>
/// <param name="Memory">Mapped writable, every page of it there, all zero.</param>
/// <param name="Descriptor">For the peer, if there is one: whoever has only this cannot map the pages writable.</param>
/// <param name="Details">For the peer, in the mechanism's own format.</param>
internal sealed record SharedPages(MappedMemory Memory, SafeFileHandle? Descriptor, ReadOnlyMemory<byte> Details);
