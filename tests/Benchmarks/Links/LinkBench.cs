namespace Bus.Benchmarks.Links;

/// <summary>What is measured of a link.</summary>
internal enum LinkBench
{
    /// <summary>As many frames as it takes, in one direction. Batches form by themselves.</summary>
    OneWay,

    /// <summary>One frame in flight.</summary>
    RoundTrip,
}
