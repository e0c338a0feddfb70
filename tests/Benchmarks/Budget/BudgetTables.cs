using Spectre.Console;
using static Bus.Benchmarks.Tables;

namespace Bus.Benchmarks.Budget;

/// <summary>The results for people.</summary>
internal static class BudgetTables
{
    public static void Print(Tables tables, BudgetOptions options, IReadOnlyList<BudgetResult> results)
    {
        var table = new Table()
            .AddColumn("Mechanism").AddColumn("Wake-up").AddColumn("Peers", Right)
            .AddColumn("Threads", Right).AddColumn("Descriptors", Right)
            .AddColumn("Resident MiB", Right).AddColumn("Mapped MiB", Right).AddColumn("Idle CPU, ms a minute", Right);
        foreach (var result in results)
        {
            table.AddRow(
                result.Kind?.Mechanism ?? "none", result.Kind?.WakeUp ?? "", Number(result.Peers, "N0"),
                Change(result.Before.Threads, result.After.Threads, "N0"),
                Change(result.Before.Descriptors, result.After.Descriptors, "N0"),
                Change(MiB(result.Before.ResidentBytes), MiB(result.After.ResidentBytes), "N1"),
                Change(MiB(result.Before.MappedBytes), MiB(result.After.MappedBytes), "N1"),
                Number(result.IdleProcessor.TotalMilliseconds * 60 / options.Idle.TotalSeconds, "N1"));
        }

        tables.Print("what links cost a process that has so many of them", table,
            "Without a link, and what is added with them. The pages of a ring are provided from the start, and resident " +
            $"once they have been used. Idle: {Number(options.Idle.TotalSeconds, "0.#")} s; the first row is what the runtime uses.");
    }

    private static string Change(double before, double after, string format) =>
        $"{Number(before, format)} {(after < before ? '-' : '+')} {Number(Math.Abs(after - before), format)}";

    private static double MiB(long bytes) => bytes / 1024.0 / 1024.0;
}
