using System.Globalization;
using Spectre.Console;

namespace Bus.Benchmarks.Soak;

/// <summary>The verdict of a soak.</summary>
internal static class SoakReport
{
    /// <returns>Whether all is well.</returns>
    public static bool Print(IAnsiConsole console, SoakResult result)
    {
        console.Write(Trends(result));
        PrintMessages(result);
        if (result.StoppedEarly)
            Console.WriteLine("Nothing came back any more, and so the run was given up.");
        Console.WriteLine($"{(result.IsFlat ? "flat" : "not flat")}, " +
            $"{(result.Messages.IsClean ? "every message once and in order" : "messages went wrong")}");
        return result.IsFlat && result.Messages.IsClean && !result.StoppedEarly;
    }

    private static Table Trends(SoakResult result)
    {
        var minutes = result.Options.Duration.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture);
        var table = new Table()
            .Title($"{result.Options.Carrier}, {result.Options.Clients} clients, {minutes} min")
            .AddColumn("").AddColumn("Second quarter", Right).AddColumn("Last quarter", Right)
            .AddColumn("Growth", Right).AddColumn("Allowed", Right).AddColumn("")
            .Caption("Medians of the quarters of the run; the first is its warm-up.");
        foreach (var trend in result.Trends)
        {
            table.AddRow(
                trend.Name, Number(trend.Early), Number(trend.Late), Number(trend.Growth), Number(trend.Allowed),
                trend.IsFlat ? "flat" : "[red]grows[/]");
        }

        return table;
    }

    private static void PrintMessages(SoakResult result)
    {
        var messages = result.Messages;
        var rate = Median.Of(result.Samples.Select(sample => sample.MessagesPerSecond));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{messages.Sent:N0} sent, {messages.Answered:N0} answered, {messages.Missing:N0} lost, " +
            $"{messages.Doubled:N0} doubled, {messages.Reordered:N0} reordered, {messages.Foreign:N0} foreign; " +
            $"median {rate:N0} messages/s"));
    }

    private static string Number(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private static void Right(TableColumn column) => column.RightAligned();
}
