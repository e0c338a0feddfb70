namespace Bus.Benchmarks.Compare;

/// <summary>What is measured.</summary>
internal enum Bench
{
    /// <summary>RemotePingPong: each client keeps 50 messages in flight.</summary>
    PingPong,

    /// <summary>One client with one message in flight.</summary>
    RoundTrip,

    /// <summary>One client with a schedule.</summary>
    Paced,
}
