namespace Bus.Examples.Running;

/// <summary>The last line of an example.</summary>
internal static class Verdict
{
    /// <summary>Problems that are shown; the others are only counted.</summary>
    private const int Shown = 20;

    /// <summary>Prints that everything has held, or what has not.</summary>
    /// <param name="problems">What has not held.</param>
    /// <param name="summary">What has, if there are none.</param>
    /// <returns>Whether there are none.</returns>
    public static bool Print(IReadOnlyCollection<string> problems, string summary)
    {
        // Plain, and not through the console of the tables: no colours, never wrapped.
        if (problems.Count == 0)
            Console.Out.WriteLine($"ok: {summary}");
        foreach (var problem in problems.Take(Shown))
            Console.Error.WriteLine($"error: {problem}");
        if (problems.Count > Shown)
            Console.Error.WriteLine($"error: {problems.Count - Shown} more");
        return problems.Count == 0;
    }
}
