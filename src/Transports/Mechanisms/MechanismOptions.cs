namespace Bus.Transports;

/// <summary>What the configuration says to all mechanisms. Each takes from it what concerns it.</summary>
public sealed record MechanismOptions
{
    /// <summary>Bytes of each direction's ring: a power of two from 4 KiB to 1 GiB. Default 1 MiB.</summary>
    public int RingCapacity { get; init; } = 1024 * 1024;

    /// <summary>The longest that a ring's side looks for news before it sleeps. Default 20 us; zero means never.</summary>
    public TimeSpan RingSpin { get; init; } = TimeSpan.FromMicroseconds(20);

    /// <summary>
    /// What the sides of a ring sleep on, on links that this side dials. Default: <see cref="RingWakeUp.Futex"/>.
    /// </summary>
    public RingWakeUp RingWakeUp { get; init; } = RingWakeUp.Futex;

    /// <summary>The folder in which <c>mmap</c> makes its files, or empty, the default, for the temporary folder.</summary>
    public string MmapDirectory { get; init; } = "";

    /// <summary><c>SO_SNDBUF</c> of sockets in bytes, or 0 for the system's default. Default 0.</summary>
    public int SocketSendBuffer { get; init; }

    /// <summary>Bytes that a pipe or a FIFO is asked to hold: 4 KiB to 1 GiB. Default 256 KiB.</summary>
    public int PipeSize { get; init; } = 256 * 1024;

    /// <summary>
    /// The longest message of a message queue in bytes, 1 KiB to 1 MiB, where the system allows it. Default 8 KiB.
    /// </summary>
    public int QueueMessageBytes { get; init; } = 8 * 1024;

    /// <summary>The messages that a POSIX message queue holds: 2 to 65,536, where the system allows it. Default 4.</summary>
    public int QueueMessages { get; init; } = 4;

    /// <summary>The longest that the writer to a full message queue looks for space before it sleeps. Default 50 us; zero means never.</summary>
    public TimeSpan QueueSpin { get; init; } = TimeSpan.FromMicroseconds(50);

    /// <summary>
    /// The rendezvous directory, in which a mechanism may make objects that have a name. Empty, the default: there is none.
    /// </summary>
    public string Directory { get; init; } = "";
}
