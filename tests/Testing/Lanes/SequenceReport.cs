namespace Bus.Testing.Lanes;

/// <summary>What a <see cref="SequenceLog"/> has seen.</summary>
/// <param name="Received">Numbers that have arrived.</param>
/// <param name="Senders">How many have sent any.</param>
/// <param name="Skipped">Numbers before the first of each sender.</param>
/// <param name="Missing">Numbers that did not come between the first and the last of each sender.</param>
/// <param name="Disorder">The first number that came twice, or after a later one; null if none did.</param>
public sealed record SequenceReport(int Received, int Senders, int Skipped, int Missing, string? Disorder)
{
    /// <summary>What there is if nothing is lost, doubled or in disorder.</summary>
    public static SequenceReport Whole(int senders, int each) => new(senders * each, senders, 0, 0, null);

    /// <summary>True if all of each sender's have arrived from the first on, up to any point.</summary>
    public bool IsIntactPrefix => this is { Skipped: 0, Missing: 0, Disorder: null };

    /// <summary>True if all of each sender's have arrived from any point on.</summary>
    public bool IsIntactRun => this is { Missing: 0, Disorder: null };
}
