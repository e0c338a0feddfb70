using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Compare;

/// <summary>What has been measured so far. Not thread-safe.</summary>
/// <param name="cells">What is measured.</param>
/// <param name="carriers">Over what.</param>
internal sealed class CompareSamples(IReadOnlyList<Cell> cells, IReadOnlyList<Carrier> carriers)
{
    private readonly Dictionary<(Cell, Carrier), List<CellSample>> _samples = [];

    public IReadOnlyList<Cell> Cells => cells;

    public IReadOnlyList<Carrier> Carriers => carriers;

    /// <summary>All results that there are, the carriers of each cell together.</summary>
    public IReadOnlyList<CellResult> Results =>
        [.. cells.SelectMany(cell => carriers.Select(carrier => Result(cell, carrier))).OfType<CellResult>()];

    public void Add(Cell cell, Carrier carrier, CellSample sample)
    {
        if (!_samples.TryGetValue((cell, carrier), out var samples))
            _samples[(cell, carrier)] = samples = [];
        samples.Add(sample);
    }

    /// <summary>The samples, one for each round.</summary>
    public IReadOnlyList<CellSample> Of(Cell cell, Carrier carrier) => _samples.GetValueOrDefault((cell, carrier)) ?? [];

    /// <summary>What the rounds so far have given; null before the first.</summary>
    public CellResult? Result(Cell cell, Carrier carrier) => Of(cell, carrier) is { Count: > 0 } samples
        ? CellResult.Of(cell, carrier, samples, Of(cell, new DotNettyCarrier()))
        : null;
}
