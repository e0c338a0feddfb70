using MemoryPack;

namespace Bus.Examples.ClientServer;

/// <summary>A client's process to the main process: what has become of its requests.</summary>
/// <param name="Requests">How many it has sent.</param>
/// <param name="Unanswered">Those without an answer.</param>
/// <param name="Surplus">Answers to what was answered already, or never asked.</param>
/// <param name="Wrong">Answers with other bytes than the file has.</param>
/// <param name="Workers">The different workers that have answered.</param>
/// <param name="Duration">The time in which the round trips were measured.</param>
/// <param name="RoundTrips">From each request to its answer, in nanoseconds; without those at the beginning.</param>
/// <param name="Problem">Why nothing could be sent at all: this machine cannot do it. Null if it can.</param>
[MemoryPackable]
internal sealed partial record Measured(
    long Requests, long Unanswered, long Surplus, long Wrong, long Workers, TimeSpan Duration, IReadOnlyList<long> RoundTrips, string? Problem)
{
    public static Measured Impossible(string problem) => new(0, 0, 0, 0, 0, TimeSpan.Zero, [], problem);
}
