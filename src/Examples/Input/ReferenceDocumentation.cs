using System.Runtime.InteropServices;
using Bus.Examples.Running;

namespace Bus.Examples.Input;

/// <summary>
/// The text that every developer's machine has: the XML documentation beside the reference assemblies of the installed .NET SDK,
/// <c>packs/&lt;pack&gt;/&lt;version&gt;/ref/&lt;framework&gt;/*.xml</c> below the folder that .NET is installed in.
/// </summary>
internal static class ReferenceDocumentation
{
    /// <summary>The documentation of the newest version of each pack that is installed.</summary>
    /// <exception cref="ExampleException">This machine has none.</exception>
    public static IReadOnlyList<string> Find()
    {
        var roots = Roots().Distinct().ToList();
        foreach (var root in roots)
        {
            var files = Below(Path.Combine(root, "packs"));
            if (files.Count > 0)
                return files;
        }

        throw new ExampleException(
            $"There is no XML reference documentation in the packs folder of .NET (looked below: {string.Join(", ", roots)}). " +
            "Name a folder with text files with --input DIR.");
    }

    private static List<string> Below(string packs) =>
        [.. Folders(packs)
            .Select(pack => Newest(Folders(pack)))
            .Select(version => version is null ? null : Newest(Folders(Path.Combine(version, "ref"))))
            .OfType<string>()
            .SelectMany(framework => Directory.EnumerateFiles(framework, "*.xml"))];

    /// <summary>Where .NET may be: first where this very process runs from, then where its environment and its host say.</summary>
    private static IEnumerable<string> Roots()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/
        if (Parent(Parent(Parent(Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory())))) is { } running)
            yield return running;

        foreach (var variable in new[] { "DOTNET_ROOT", $"DOTNET_ROOT_{RuntimeInformation.ProcessArchitecture}".ToUpperInvariant() })
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } root)
                yield return Path.GetFullPath(root);
        }

        // The SDK tells those that it starts where its own host is; otherwise it is the one on the path.
        var searched = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "dotnet"))
            .Prepend(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"));
        foreach (var host in searched)
        {
            if (File.Exists(host) && Parent(File.ResolveLinkTarget(host, returnFinalTarget: true)?.FullName ?? host) is { } root)
                yield return root;
        }
    }

    private static string? Parent(string? path) => Path.GetDirectoryName(path);

    private static IEnumerable<string> Folders(string path) => Directory.Exists(path) ? Directory.EnumerateDirectories(path) : [];

    /// <summary>Version folders are named 10.0.1 or 9.0.0-rc.1, framework folders net10.0: their numbers decide.</summary>
    private static string? Newest(IEnumerable<string> folders) =>
        folders
            .OrderBy(folder => Version.TryParse(Numbers(Path.GetFileName(folder)), out var version) ? version : new Version())
            .ThenByDescending(folder => folder, StringComparer.Ordinal)
            .LastOrDefault();

    private static string Numbers(string name) => name.TrimStart("abcdefghijklmnopqrstuvwxyz".ToCharArray()).Split('-')[0];
}
