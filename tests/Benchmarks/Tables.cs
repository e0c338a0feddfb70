using System.Globalization;
using Spectre.Console;

namespace Bus.Benchmarks;

/// <summary>Tables for people: in a box for a terminal, or as Markdown to be pasted into a document.</summary>
/// <param name="console">Where they go.</param>
/// <param name="markdown">As Markdown.</param>
internal sealed class Tables(IAnsiConsole console, bool markdown)
{
    /// <summary>The columns of figures.</summary>
    public static void Right(TableColumn column) => column.RightAligned();

    /// <summary>A figure as tables show it; nothing for one that there is not.</summary>
    public static string Number(double? value, string format = "N1") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    public void Print(string title, Table table, string caption)
    {
        if (!markdown)
        {
            console.Write(table.Title(title).Caption(caption));
            return;
        }

        // A line of Markdown is never broken, however narrow the terminal is.
        console.Profile.Width = 1000;
        Console.WriteLine($"**{title}**");
        Console.WriteLine();
        console.Write(table.Border(TableBorder.Markdown));
        Console.WriteLine();
        Console.WriteLine(caption);
        Console.WriteLine();
    }
}
