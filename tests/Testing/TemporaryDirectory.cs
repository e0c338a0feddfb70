using System.Globalization;

namespace Bus.Testing;

/// <summary>A folder of a test's own, removed with everything in it.</summary>
/// <remarks>All of a process are in its <see cref="RunDirectory"/>: what a killed test run leaves is removed by the next one.</remarks>
public sealed class TemporaryDirectory : IDisposable
{
    private static readonly RunDirectory Run = RunDirectory.Create("bus-tests-");
    private static int _last;

    static TemporaryDirectory() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Run.Dispose();

    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(Run.Path, Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture))).FullName;

    /// <summary>What is in it, at any depth.</summary>
    public IReadOnlyList<string> Content => [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)];

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
