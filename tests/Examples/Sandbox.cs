using Bus.Testing;
using Bus.Testing.Processes;

namespace Bus.Examples.Tests;

/// <summary>A folder of a test's own: its input, and the runtime directory in which its systems find each other, and nobody else's.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    private readonly TemporaryDirectory _root = new();

    public Sandbox()
    {
        Input = Directory.CreateDirectory(Path.Combine(_root.Path, "input")).FullName;
        Runtime = Directory.CreateDirectory(Path.Combine(_root.Path, "run")).FullName;
    }

    /// <summary>The folder to count.</summary>
    public string Input { get; }

    /// <summary>XDG_RUNTIME_DIR of all programs that are started here: the rendezvous directory is below it.</summary>
    public string Runtime { get; }

    /// <summary>The lock files of the systems that listen, or died listening.</summary>
    public IReadOnlyList<string> Entries
    {
        get
        {
            try
            {
                return [.. Directory.EnumerateFiles(Runtime, "*.lock", SearchOption.AllDirectories)];
            }
            catch (DirectoryNotFoundException)
            {
                // Who starts or leaves removes empty folders, also those that are just being listed.
                return [];
            }
        }
    }

    /// <summary>Everything below the runtime directory: nothing, once all programs have ended in order.</summary>
    public IReadOnlyList<string> Leftovers => [.. Directory.EnumerateFileSystemEntries(Runtime, "*", SearchOption.AllDirectories)];

    /// <summary>The programs that run in this sandbox, whoever is their parent by now.</summary>
    public IReadOnlyList<int> Processes =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && RunsHere(pid))];

    public string Write(string name, string text)
    {
        var path = Path.Combine(Input, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Gives the folder 10 MB of text, under as many names as are asked for: all of them are to be counted.</summary>
    public void WriteLongInput(int files)
    {
        var text = Write("0.txt", string.Concat(Enumerable.Repeat("one two three four five six seven eight nine ten\n", 200_000)));
        for (var i = 1; i < files; i++)
            File.CreateSymbolicLink(Path.Combine(Input, $"{i}.txt"), text);
    }

    /// <summary>Starts the example program.</summary>
    public ExampleProgram Start(params string[] arguments) => ExampleProgram.Start(this, arguments);

    /// <summary>Runs the example program to its end.</summary>
    public async Task<Outcome> RunAsync(params string[] arguments)
    {
        using var program = Start(arguments);
        return await program.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Only after a failed test is there anybody left.
        foreach (var pid in Processes)
            Signal.Kill.SendTo(pid);
        await Eventually.True("the last processes end", () => Processes.Count == 0);
        _root.Dispose();
    }

    private bool RunsHere(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0').Contains($"XDG_RUNTIME_DIR={Runtime}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
