namespace Bus.Testing;

/// <summary>A folder of a test's own, removed with everything in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("bus-").FullName;

    /// <summary>What is in it, at any depth.</summary>
    public IReadOnlyList<string> Content => [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
