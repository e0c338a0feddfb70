namespace Bus.Benchmarks.Carriers;

/// <summary>A lane whose actors run on its reader thread: all of the benchmark's actors are on the lane dispatcher.</summary>
/// <param name="Mechanism">The name of the mechanism.</param>
internal sealed record InlineCarrier(string Mechanism) : LaneCarrier(Prefix + Mechanism, Mechanism)
{
    public new const string Prefix = "inline:";

    protected override string Dispatcher => "bus.lane-dispatcher";
}
