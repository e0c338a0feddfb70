using System.Globalization;

namespace Bus.Fuzz;

/// <summary>What came of the runs of one target.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Runs">How many were made.</param>
/// <param name="Refused">How many inputs were refused with one of our own exceptions.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="MostAllocated">The most bytes that one run allocated.</param>
/// <param name="Failure">What went wrong, and with which input; null if nothing did.</param>
public sealed record FuzzResult(string Target, long Runs, long Refused, double Seconds, long MostAllocated, string? Failure)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Target}: {Runs:N0} runs, {Refused:N0} refused, {Seconds:N1} s, at most {MostAllocated:N0} bytes allocated by one: {Failure ?? "ok"}");
}
