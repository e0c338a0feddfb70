using Bus.Benchmarks.Links;

namespace Bus.Benchmarks.Budget;

/// <summary>What the user asks for.</summary>
/// <param name="Kinds">The links whose cost is measured.</param>
/// <param name="Peers">The numbers of linked systems, ascending.</param>
/// <param name="Idle">For how long the links are left alone, to see what that costs.</param>
/// <param name="Settings">Of the section <c>akka.remote.ipc</c>, where whoever holds the links is to differ from the defaults.</param>
/// <param name="Json">The file for the results, if any.</param>
/// <param name="Markdown">Whether the tables are to be Markdown.</param>
internal sealed record BudgetOptions(
    IReadOnlyList<LinkKind> Kinds, IReadOnlyList<int> Peers, TimeSpan Idle, string Settings, FileInfo? Json, bool Markdown);
