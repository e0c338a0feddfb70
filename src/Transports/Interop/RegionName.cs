using System.Globalization;
using System.Security.Cryptography;

namespace Bus.Transports.Interop;

/// <summary>
/// The names of files that need one for an instant, between their creation and the removal of the name in the very next call:
/// <c>akka-ipc-(uid)-(pid)-(16 hexadecimal digits)</c>.
/// </summary>
/// <remarks>
/// Who was killed in that instant leaves a name behind. Whoever finds one may remove it without asking whether its maker lives:
/// the maker has the file open already and never uses the name again. So neither a lock is needed nor a look at process ids,
/// which lie across pid namespaces.
/// </remarks>
internal static class RegionName
{
    private const string Prefix = "akka-ipc-";
    private const int RandomBytes = 8;

    public static string New()
    {
        var random = RandomNumberGenerator.GetHexString(RandomBytes * 2, lowercase: true);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{UserOfThisProcess.Id}-{Environment.ProcessId}-{random}");
    }

    /// <summary>True for a name that a process of this user gave.</summary>
    public static bool IsOurs(string name)
    {
        var parts = name.Split('-');
        return parts.Length == 5 && name.StartsWith(Prefix, StringComparison.Ordinal)
            && parts[2] == UserOfThisProcess.Id.ToString(CultureInfo.InvariantCulture)
            && parts[3].Length > 0 && parts[3].All(char.IsAsciiDigit)
            && parts[4].Length == RandomBytes * 2 && parts[4].All(char.IsAsciiHexDigitLower);
    }

    /// <summary>Removes the names that killed processes of this user have left in a folder, and nothing else.</summary>
    public static void RemoveLeft(string folder)
    {
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles(Prefix + "*"))
            {
                if (IsOurs(file.Name) && file.LinkTarget is null && (file.Attributes & FileAttributes.Device) == 0)
                    file.Delete();
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The folder is not there, or somebody else is doing the same. Cleaning up after others is a courtesy.
        }
    }
}
