namespace Bus.Examples.ClientServer;

/// <summary>What the user asks for.</summary>
/// <param name="Mechanisms">What is compared.</param>
/// <param name="Clients">How many client processes ask at the same time.</param>
/// <param name="InFlight">Requests of one client that wait for their answers at the same time.</param>
/// <param name="Rounds">How often each mechanism has its turn.</param>
/// <param name="Total">The time of all turns together.</param>
internal sealed record ClientServerOptions(IReadOnlyList<string> Mechanisms, int Clients, int InFlight, int Rounds, TimeSpan Total)
{
    /// <summary>The time of one turn.</summary>
    public TimeSpan Turn => Total / (Rounds * Mechanisms.Count);
}
