using System.Globalization;
using Spectre.Console;

namespace Bus.Benchmarks.Mixed;

/// <summary>The verdict of a mixed load.</summary>
internal static class MixedReport
{
    /// <returns>Whether all is well.</returns>
    public static bool Print(IAnsiConsole console, MixedResult result)
    {
        console.Write(Trends(result));
        var wrong = !result.IsClean || !result.IsFlat;
        if (!result.IsClean)
            console.Write(Pairs(result));
        foreach (var fault in result.Faults)
            Console.WriteLine($"wrong: {fault}");
        foreach (var trend in result.Trends.Where(trend => !trend.IsFlat))
            Console.WriteLine($"wrong: not flat: {trend.Name}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(wrong ? "failed" : "ok")}: {result.Received:N0} messages received in {result.Options.Duration.TotalMinutes:0.##} min " +
            $"over {result.Options.Carrier}, {result.Closings:N0} lanes closed, {result.Kills:N0} kills" +
            $"{(wrong ? "" : "; nothing lost, doubled or reordered, all acknowledged; flat")}"));
        return !wrong;
    }

    private static Table Trends(MixedResult result)
    {
        var table = new Table()
            .Title("The process that lives")
            .AddColumn("").AddColumn("Second quarter", Tables.Right).AddColumn("Last quarter", Tables.Right)
            .AddColumn("Growth", Tables.Right).AddColumn("Allowed", Tables.Right).AddColumn("")
            .Caption("Medians of the quarters of the run; the first is its warm-up.");
        foreach (var trend in result.Trends)
        {
            table.AddRow(
                trend.Name, Tables.Number(trend.Early), Tables.Number(trend.Late), Tables.Number(trend.Growth),
                Tables.Number(trend.Allowed), trend.IsFlat ? "flat" : "[red]grows[/]");
        }

        return table;
    }

    private static Table Pairs(MixedResult result)
    {
        var table = new Table()
            .AddColumn("Pair").AddColumn("Received", Tables.Right).AddColumn("Lost", Tables.Right).AddColumn("Doubled", Tables.Right)
            .AddColumn("Reordered", Tables.Right).AddColumn("Corrupt", Tables.Right).AddColumn("Stale", Tables.Right).AddColumn("First");
        foreach (var pair in result.Pairs)
        {
            table.AddRow(
                Text(pair.Name), Count(pair.Received), Count(pair.Lost), Count(pair.Doubled), Count(pair.Reordered), Count(pair.Corrupt),
                Count(pair.Stale), Text(pair.First ?? ""));
        }

        return table;
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(string text) => Markup.Escape(text);
}
