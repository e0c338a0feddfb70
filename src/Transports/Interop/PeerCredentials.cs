namespace Bus.Transports.Interop;

/// <summary>Process and user at the other end of a Unix socket, as told by the kernel and not by the peer.</summary>
internal readonly record struct PeerCredentials(int ProcessId, uint UserId);
