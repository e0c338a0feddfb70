namespace Bus.Transports.Interop;

/// <summary>The values of limits, for messages: <c>/proc/sys/kernel</c>.</summary>
internal static class KernelSetting
{
    /// <summary>The value, or a question mark if it cannot be read.</summary>
    public static string Read(string name)
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/" + name).Trim().Replace('\t', ' ');
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
