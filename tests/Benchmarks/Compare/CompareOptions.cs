using Bus.Benchmarks.Carriers;
using Bus.Benchmarks.Payloads;

namespace Bus.Benchmarks.Compare;

/// <summary>What the user asks for.</summary>
/// <param name="Carriers">What is compared.</param>
/// <param name="Payloads">What the messages are.</param>
/// <param name="Clients">The numbers of clients with strings.</param>
/// <param name="PayloadClients">The numbers of clients with the other payloads.</param>
/// <param name="Pace">How often, and for how long.</param>
/// <param name="IsQuick">Only what there is time for in a minute.</param>
internal sealed record CompareOptions(
    IReadOnlyList<Carrier> Carriers,
    IReadOnlyList<Payload> Payloads,
    IReadOnlyList<int> Clients,
    IReadOnlyList<int> PayloadClients,
    ComparePace Pace,
    bool IsQuick);
