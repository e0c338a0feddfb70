namespace Bus.Transports;

/// <summary>What the configuration says to all mechanisms. Each takes from it what concerns it.</summary>
public sealed record MechanismOptions
{
    /// <summary>Bytes of each direction's ring: a power of two from 4 KiB to 1 GiB. Default 1 MiB.</summary>
    public int RingCapacity { get; init; } = 1024 * 1024;

    /// <summary>The longest that a ring's side looks for news before it sleeps. Default 20 us; zero means never.</summary>
    public TimeSpan RingSpin { get; init; } = TimeSpan.FromMicroseconds(20);

    /// <summary><c>SO_SNDBUF</c> of sockets in bytes, or 0 for the system's default. Default 0.</summary>
    public int SocketSendBuffer { get; init; }

    /// <summary>
    /// The longest message of a message queue in bytes, 1 KiB to 1 MiB, where the system allows it. Default 8 KiB.
    /// </summary>
    public int QueueMessageBytes { get; init; } = 8 * 1024;

    /// <summary>The messages that a POSIX message queue holds: 2 to 65,536, where the system allows it. Default 4.</summary>
    public int QueueMessages { get; init; } = 4;

    /// <summary>
    /// The rendezvous directory, where a mechanism may keep files beside the entries. Empty, the default: the temporary folder.
    /// </summary>
    public string Directory { get; init; } = "";
}
