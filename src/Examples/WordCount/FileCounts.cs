using System.Text;
using MemoryPack;

namespace Bus.Examples.WordCount;

/// <summary>What a worker answers, in one message, however long: it goes by a lane.</summary>
/// <param name="Worker">The number of the worker.</param>
/// <param name="Counts">As <see cref="TallyFormat"/> has it.</param>
/// <param name="Problem">Why the file could not be read, if it could not.</param>
[MemoryPackable]
internal sealed partial record FileCounts(int Worker, byte[] Counts, string? Problem = null)
{
    /// <summary>As MemoryPack writes it: the number of members, the worker, and the others with one length, or two if there is a text.</summary>
    [MemoryPackIgnore]
    public int SerializedBytes => sizeof(byte) + sizeof(int) + sizeof(int) + Counts.Length + sizeof(int)
        + (string.IsNullOrEmpty(Problem) ? 0 : sizeof(int) + Encoding.UTF8.GetByteCount(Problem));
}
