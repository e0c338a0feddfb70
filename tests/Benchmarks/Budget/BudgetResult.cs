using Bus.Benchmarks.Links;
using Bus.Benchmarks.Peers;

namespace Bus.Benchmarks.Budget;

/// <summary>What a process holds that has links to so many others.</summary>
/// <param name="Kind">What the links are; null for the process that has none.</param>
/// <param name="Peers">How many there are.</param>
/// <param name="Before">The process with no link.</param>
/// <param name="After">The same process with all of them, once they have settled.</param>
/// <param name="IdleProcessor">What it used of the processors while nothing was sent.</param>
internal sealed record BudgetResult(
    LinkKind? Kind, int Peers, ProcessSample Before, ProcessSample After, TimeSpan IdleProcessor);
