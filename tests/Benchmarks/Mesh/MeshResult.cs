using Bus.Benchmarks.Load;

namespace Bus.Benchmarks.Mesh;

/// <summary>What was measured.</summary>
internal sealed record MeshResult
{
    /// <summary>From a process' socket to <c>PeerUp</c>, at each of the others.</summary>
    public Latencies Up { get; } = new();

    /// <summary>The same at the last of the others.</summary>
    public Latencies UpEverywhere { get; } = new();

    /// <summary>From <c>SIGKILL</c> to <c>PeerDown</c>, at each of the others.</summary>
    public Latencies Down { get; } = new();

    /// <summary>The same at the last of the others.</summary>
    public Latencies DownEverywhere { get; } = new();

    /// <summary>From <c>SIGKILL</c> to <c>Terminated</c>, at each process that watches.</summary>
    public Latencies Terminated { get; } = new();

    /// <summary>From the start of the first process until all know all.</summary>
    public TimeSpan Start { get; set; }

    /// <summary>Until all messages have arrived.</summary>
    public TimeSpan Exchange { get; set; }

    /// <summary>Until all processes have ended.</summary>
    public TimeSpan Stop { get; set; }
}
