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
    public static string Number(double? value, string format = "N1") =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    public void Print(string title, Table table, string caption)
    {
        if (!markdown)
        {
            console.Write(table.Title(title).Caption(caption));
            return;
        }

        Console.WriteLine($"**{title}**");
        Console.WriteLine();
        foreach (var line in Markdown(table).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
            Console.WriteLine(line);
        Console.WriteLine();
        Console.WriteLine(caption);
        Console.WriteLine();
    }

    /// <summary>A line of Markdown is never broken, however narrow the terminal is.</summary>
    private static string Markdown(Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 1000;
        console.Write(table.Border(TableBorder.Markdown));
        return text.ToString();
    }
}
