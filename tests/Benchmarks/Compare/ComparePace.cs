namespace Bus.Benchmarks.Compare;

/// <summary>How long a comparison takes.</summary>
/// <param name="Rounds">How often each cell is measured.</param>
/// <param name="Measured">For how long each time.</param>
/// <param name="WarmUp">How long each carrier is under load before the first round, for the compiler's sake.</param>
/// <param name="Limit">No round begins that would not end by then.</param>
internal sealed record ComparePace(int Rounds, TimeSpan Measured, TimeSpan WarmUp, TimeSpan Limit)
{
    /// <summary>What fits into a minute, with some seconds left for the start and the end.</summary>
    /// <param name="carriers">How many there are.</param>
    /// <param name="cells">How many are measured over each.</param>
    public static ComparePace Quick(int carriers, int cells)
    {
        const double Budget = 34, WarmUpBudget = 10, Overhead = 0.08, Settling = 1.25;
        var rounds = carriers * cells <= 40 ? 2 : 1;
        var turn = (Budget / (carriers * cells * rounds)) - Overhead;
        return new ComparePace(
            rounds,
            TimeSpan.FromSeconds(Math.Clamp(turn / Settling, 0.1, 0.6)),
            TimeSpan.FromSeconds(Math.Min(1, WarmUpBudget / carriers / Settling)),
            TimeSpan.FromSeconds(52));
    }
}
