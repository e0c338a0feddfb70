using System.IO.Enumeration;
using Bus.Examples.Running;

namespace Bus.Examples.Input;

/// <summary>Finds the text files of a run.</summary>
internal static class InputFiles
{
    private const int ProbedBytes = 4096;

    /// <summary>
    /// The text files below <paramref name="folder"/>, the largest first. Hidden files and folders, links to folders, empty files
    /// and files that are not text are left out.
    /// </summary>
    /// <exception cref="ExampleException">The folder is not there or holds no text, or something in it cannot be read.</exception>
    public static IReadOnlyList<InputFile> Below(string folder)
    {
        var root = System.IO.Path.GetFullPath(folder);
        if (!Directory.Exists(root))
            throw new ExampleException($"There is no folder {root}. Name one that exists with --input DIR.");

        var files = ReadOrExplain(root, () => Select(Walk(root)));
        return files.Count > 0
            ? files
            : throw new ExampleException($"There are no text files below {root}. Name a folder that has some with --input DIR.");
    }

    /// <summary>The text files among <paramref name="paths"/>, the largest first.</summary>
    public static IReadOnlyList<InputFile> Select(IEnumerable<string> paths) =>
        // The largest first: the work that is left near the end is small, and no worker is the last one by much.
        [.. paths
            .Select(path => (Path: path, Bytes: ReadOrExplain(path, () => new FileInfo(path).Length)))
            // Named pipes, sockets and devices report no length; to open one of them could wait forever.
            .Where(file => file.Bytes > 0 && ReadOrExplain(file.Path, () => IsText(file.Path)))
            .OrderByDescending(file => file.Bytes)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .Select((file, id) => new InputFile(id, file.Path, file.Bytes))];

    private static FileSystemEnumerable<string> Walk(string root) =>
        new(root, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.Hidden,
        })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            // A link to a folder can lead back up, and would count files twice.
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };

    /// <summary>As grep decides: a file with a zero byte near its beginning is not text.</summary>
    private static bool IsText(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        Span<byte> probe = stackalloc byte[ProbedBytes];
        return !probe[..RandomAccess.Read(file, probe, 0)].Contains((byte)0);
    }

    private static T ReadOrExplain<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExampleException($"Cannot read {path}: {e.Message}", e);
        }
    }
}
