using Spectre.Console;

namespace Bus.Examples.Chat;

/// <summary>Shows what is said while it is said.</summary>
/// <param name="isVerbose">False to show only who comes and who leaves.</param>
internal sealed class Transcript(bool isVerbose)
{
    public void Show(Line line)
    {
        switch (line.Kind)
        {
            case LineKind.Entered:
                AnsiConsole.MarkupLineInterpolated($"[green]* {line.Nick} has entered[/]");
                break;
            case LineKind.Left:
                AnsiConsole.MarkupLineInterpolated($"[yellow]* {line.Nick} has left[/]");
                break;
            case LineKind.Motto:
                AnsiConsole.MarkupLineInterpolated($"[grey]* on the door: {line.Text}[/]");
                break;
            case LineKind.Said when isVerbose:
                AnsiConsole.MarkupLineInterpolated($"[blue]<{line.Nick}>[/] {line.Text}");
                break;
        }
    }

    public static void ShowKilled(string nick) => AnsiConsole.MarkupLineInterpolated($"[red]* {nick} was killed[/]");
}
