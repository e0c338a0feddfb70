using System.Globalization;

namespace Bus.Transports.Interop;

/// <summary>Limits of the whole system, as <c>sysctl(8)</c> shows them.</summary>
internal static class SystemLimit
{
    /// <summary>The value of a limit such as <c>kernel.msgmni</c>, or 0 if this system has none of that name.</summary>
    public static int Of(string name)
    {
        try
        {
            var text = File.ReadAllText("/proc/sys/" + name.Replace('.', '/'));
            return (int)Math.Min(long.Parse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture), int.MaxValue);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return 0;
        }
    }
}
