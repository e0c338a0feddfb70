using System.Runtime.InteropServices;

namespace Bus.Transports.Interop;

/// <summary>One of the words that <see cref="Futex.SleepOnAll"/> sleeps on: <c>struct futex_waitv</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct FutexWait(uint* word, uint seen)
{
    private const uint Size32 = 2;

    private readonly ulong _seen = seen;
    private readonly ulong _word = (ulong)word;
    private readonly uint _flags = Size32;
    private readonly uint _reserved;
}
