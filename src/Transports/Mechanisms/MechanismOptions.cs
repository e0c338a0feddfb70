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
}
