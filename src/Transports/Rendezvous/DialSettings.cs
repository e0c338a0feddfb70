using Bus.Transports.Mechanisms;

namespace Bus.Transports.Rendezvous;

/// <summary>How a system dials another.</summary>
/// <param name="Mechanisms">What may carry the bytes.</param>
/// <param name="Options">For all mechanisms.</param>
internal sealed record DialSettings(MechanismChoice Mechanisms, MechanismOptions Options);
