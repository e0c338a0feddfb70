namespace Bus.Benchmarks.Load;

/// <summary>What a client has seen.</summary>
/// <param name="Latencies">
/// One for each answer of the time that was measured, and for those that were still under way at its end: a message that is held
/// up until then must not be missing.
/// </param>
/// <param name="MessagesPerAnswer">So many messages had been delivered to actors when an answer came: with itself, or without.</param>
/// <param name="Measured">The answers of the time that was measured.</param>
/// <param name="Answers">All answers, also those of the warm-up and after the end.</param>
internal sealed record ClientReport(Latencies Latencies, int MessagesPerAnswer, long Measured, long Answers)
{
    /// <summary>Those of the time that was measured.</summary>
    public long MeasuredMessages => Measured * MessagesPerAnswer;

    /// <summary>All of them.</summary>
    public long Messages => Answers * MessagesPerAnswer;
}
