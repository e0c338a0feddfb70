using MemoryPack;

namespace Bus.Examples.ClientServer;

/// <summary>Worker to client.</summary>
/// <param name="Number">The number of the request.</param>
/// <param name="Content">At most <see cref="MaximumBytes"/>; less at the end of the file.</param>
[MemoryPackable]
internal sealed partial record FilePart(long Number, byte[] Content)
{
    public const int MaximumBytes = 1024;

    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, long offset)
    {
        using var file = File.OpenHandle(path);
        var content = new byte[MaximumBytes];
        var read = RandomAccess.Read(file, content, offset);
        return read == content.Length ? content : content[..read];
    }
}
