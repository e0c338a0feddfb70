using System.Text;
using MemoryPack;

namespace Bus.Examples.WordCount;

/// <summary>To a worker: count the words of this file. Both processes are on one machine, so it reads the file itself.</summary>
[MemoryPackable]
internal sealed partial record CountFile(string Path)
{
    /// <summary>As MemoryPack writes it: the number of members, two lengths, and the text.</summary>
    [MemoryPackIgnore]
    public int SerializedBytes => sizeof(byte) + sizeof(int) + sizeof(int) + Encoding.UTF8.GetByteCount(Path);
}
