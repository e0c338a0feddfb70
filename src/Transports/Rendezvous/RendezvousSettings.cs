namespace Bus.Transports.Rendezvous;

/// <summary>What bounds the strangers on a control socket, and the wait for an answer.</summary>
internal sealed record RendezvousSettings(TimeSpan ConnectionTimeout, TimeSpan HandshakeTimeout, int MaxPendingHandshakes);
