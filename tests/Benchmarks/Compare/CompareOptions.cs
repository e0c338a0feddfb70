using Bus.Benchmarks.Carriers;

namespace Bus.Benchmarks.Compare;

/// <summary>What the user asks for.</summary>
/// <param name="Carriers">What is compared.</param>
/// <param name="Rounds">How often each cell is measured.</param>
/// <param name="Measured">For how long each time.</param>
/// <param name="Clients">The numbers of clients.</param>
/// <param name="WarmUp">How long each carrier is under load before the first round, for the compiler's sake.</param>
/// <param name="Json">The file for the results, if any.</param>
/// <param name="Markdown">Whether the tables are to be Markdown.</param>
internal sealed record CompareOptions(
    IReadOnlyList<Carrier> Carriers,
    int Rounds,
    TimeSpan Measured,
    IReadOnlyList<int> Clients,
    TimeSpan WarmUp,
    FileInfo? Json,
    bool Markdown);
