using System.Globalization;

namespace Bus.Transports.Interop;

/// <summary>
/// A table of <c>/proc/sysvipc</c>, by the names of its columns: what there is of System V objects in this IPC namespace.
/// </summary>
internal static class SysvTable
{
    /// <param name="table"><c>shm</c>, <c>sem</c> or <c>msg</c>.</param>
    /// <param name="columns">What is wanted of it, beside the key.</param>
    /// <returns>The lines that have all of that; none if there is no such table.</returns>
    public static IReadOnlyList<Line> Read(string table, params string[] columns)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines("/proc/sysvipc/" + table);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        var found = new List<Line>();
        var names = Split(lines.FirstOrDefault() ?? "");
        foreach (var line in lines.Skip(1))
        {
            var texts = Split(line);
            var values = new Dictionary<string, long>(StringComparer.Ordinal);
            for (var i = 0; i < Math.Min(names.Length, texts.Length); i++)
            {
                if (Value(names[i], texts[i]) is { } value)
                    values[names[i]] = value;
            }

            if (values.ContainsKey("key") && columns.All(values.ContainsKey))
                found.Add(new Line(values));
        }

        return found;
    }

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long? Value(string name, string text)
    {
        try
        {
            return name == "perms" ? Convert.ToInt64(text, 8) : long.Parse(text, CultureInfo.InvariantCulture);
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            return null;
        }
    }

    internal sealed class Line(IReadOnlyDictionary<string, long> values)
    {
        public long Key => values["key"];

        public long this[string column] => values[column];
    }
}
