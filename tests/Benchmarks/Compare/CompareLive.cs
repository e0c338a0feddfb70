using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Payloads;
using Spectre.Console;
using static Bus.Benchmarks.Tables;

namespace Bus.Benchmarks.Compare;

/// <summary>A table that fills while the run goes on, for a terminal: a row for each carrier, and the cells of one payload.</summary>
internal sealed class CompareLive(LiveDisplayContext display, int rounds) : ICompareView
{
    /// <summary>Runs something with such a table.</summary>
    public static Task<T> RunAsync<T>(IAnsiConsole console, int rounds, Func<ICompareView, Task<T>> run) =>
        console.Live(new Markup("Starting.")).AutoClear(true).Overflow(VerticalOverflow.Ellipsis)
            .StartAsync(display => run(new CompareLive(display, rounds)));

    public void WarmingUp() => display.UpdateTarget(new Markup("Warming up."));

    public void Measured(CompareSamples samples, Cell cell, Carrier carrier) => display.UpdateTarget(
        Table(samples, cell.Payload).Title($"round {samples.Of(cell, carrier).Count} of {rounds}: {cell} over {carrier}"));

    private static Table Table(CompareSamples samples, Payload payload)
    {
        Cell[] cells = [.. samples.Cells.Where(cell => cell.Payload == payload)];
        var table = new Table().AddColumn(payload.Name);
        foreach (var cell in cells)
            table.AddColumn(Heading(cell), Right);
        foreach (var carrier in samples.Carriers)
            table.AddRow([carrier.Name, .. cells.Select(cell => Figure(cell, samples.Result(cell, carrier)))]);
        return table.Caption("Medians so far; in brackets, the ratio to dotnetty.");
    }

    private static string Heading(Cell cell) => cell.Bench switch
    {
        Bench.PingPong => $"pingpong {cell.Clients}, /s",
        Bench.OneWay => "oneway, /s",
        _ => $"{cell.Bench.ToString().ToLowerInvariant()}, p50 us",
    };

    private static string Figure(Cell cell, CellResult? result) => result is null ? "" : Markup.Escape(
        (cell.IsThroughput ? Number(result.Medians.MessagesPerSecond, "N0") : Number(result.Medians.P50))
        + (result.Ratio is { } ratio ? $" ({Number(ratio, "N2")})" : ""));
}
