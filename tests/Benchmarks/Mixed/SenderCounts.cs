namespace Bus.Benchmarks.Mixed;

/// <summary>How far a sender is in the present epoch.</summary>
/// <param name="Name">Of the pair.</param>
/// <param name="Sent">So many were sent.</param>
/// <param name="Acknowledged">So many have come for certain.</param>
/// <param name="Fault">What else went wrong first.</param>
internal sealed record SenderCounts(string Name, long Sent, long Acknowledged, string? Fault);
