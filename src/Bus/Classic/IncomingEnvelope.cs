using Bus.Delivery;
using Bus.Telemetry;

namespace Bus.Classic;

/// <summary>An envelope as it has come: only its frame was looked at.</summary>
/// <param name="From">The sending system's address, as it says.</param>
/// <param name="Recipient">The path of the actor.</param>
/// <param name="Type">How the payload is read.</param>
/// <param name="Trace">The trace that it belongs to; null if to none, or if nobody listens to traces.</param>
/// <param name="Payload">The message.</param>
internal sealed record IncomingEnvelope(string From, string Recipient, InboundType Type, MessageTrace? Trace, ReadOnlyMemory<byte> Payload);
