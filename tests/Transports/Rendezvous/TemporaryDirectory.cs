namespace Bus.Transports.Tests.Rendezvous;

/// <summary>A folder of a test's own, removed with everything in it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bus-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
