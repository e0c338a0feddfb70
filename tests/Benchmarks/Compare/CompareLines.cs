using System.Globalization;
using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Compare;

/// <summary>A line for each cell and round, for what is no terminal.</summary>
internal sealed class CompareLines(Action<string> report) : ICompareView
{
    public void WarmingUp() => report("Warming up.");

    public void Measured(CompareSamples samples, Cell cell, Carrier carrier)
    {
        var rounds = samples.Of(cell, carrier).Count;
        if (samples.Carriers.Any(each => samples.Of(cell, each).Count != rounds))
            return;
        var brief = samples.Carriers.Select(each => Brief(cell, each, samples.Of(cell, each)[^1]));
        report($"round {rounds}, {cell}: {string.Join(", ", brief)}");
    }

    private static string Brief(Cell cell, Carrier carrier, CellSample sample) => cell.IsThroughput
        ? string.Create(CultureInfo.InvariantCulture, $"{carrier} {sample.MessagesPerSecond:N0}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{carrier} {sample.P50:N1} us");
}
