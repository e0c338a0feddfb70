namespace Bus.Benchmarks.Compare;

/// <summary>What is measured.</summary>
internal enum Bench
{
    /// <summary>RemotePingPong: each client keeps some messages in flight, 50 if they are small.</summary>
    PingPong,

    /// <summary>One client sends without waiting for more than an acknowledgement now and then.</summary>
    OneWay,

    /// <summary>One client with one message in flight.</summary>
    RoundTrip,

    /// <summary>One client with a schedule.</summary>
    Paced,
}
