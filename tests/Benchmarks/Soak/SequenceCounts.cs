namespace Bus.Benchmarks.Soak;

/// <summary>What became of the messages of one or several clients.</summary>
/// <param name="Sent">So many questions were sent.</param>
/// <param name="Answered">So many of them were answered.</param>
/// <param name="Missing">The others: in flight during a run, lost after it.</param>
/// <param name="Doubled">Answers that had come before.</param>
/// <param name="Reordered">Answers that were overtaken by later ones.</param>
/// <param name="Foreign">Answers to something that this client had not asked.</param>
internal sealed record SequenceCounts(long Sent, long Answered, long Missing, long Doubled, long Reordered, long Foreign)
{
    /// <summary>Nothing has gone wrong.</summary>
    public bool IsClean => Missing == 0 && Doubled == 0 && Reordered == 0 && Foreign == 0;

    public static SequenceCounts operator +(SequenceCounts left, SequenceCounts right) => new(
        left.Sent + right.Sent,
        left.Answered + right.Answered,
        left.Missing + right.Missing,
        left.Doubled + right.Doubled,
        left.Reordered + right.Reordered,
        left.Foreign + right.Foreign);
}
