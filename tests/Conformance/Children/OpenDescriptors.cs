using System.Globalization;

namespace Bus.Conformance.Tests.Children;

/// <summary>What a process has open, as the kernel shows it.</summary>
internal static class OpenDescriptors
{
    /// <summary>Number and object, for example <c>3</c> and <c>socket:[4711]</c>.</summary>
    public static Dictionary<int, string> Of(int pid) => new DirectoryInfo($"/proc/{pid}/fd").GetFileSystemInfos()
        .ToDictionary(file => int.Parse(file.Name, CultureInfo.InvariantCulture), file => file.LinkTarget ?? "");
}
