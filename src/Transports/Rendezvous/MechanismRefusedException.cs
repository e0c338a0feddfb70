namespace Bus.Transports.Rendezvous;

/// <summary>The peer cannot or will not use the mechanism that it was offered; another one may do.</summary>
internal sealed class MechanismRefusedException(string message) : IpcException(message);
