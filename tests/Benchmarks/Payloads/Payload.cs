namespace Bus.Benchmarks.Payloads;

/// <summary>What a message is, and how many of them are under way.</summary>
/// <param name="Name">As it is called on the command line and in the results.</param>
/// <param name="Message">The message. All clients send this one object again and again.</param>
/// <param name="Bytes">About so many, serialized.</param>
/// <param name="InFlight">Of each client of pingpong.</param>
/// <param name="Window">The messages of oneway that may be unacknowledged.</param>
/// <param name="AcknowledgeEvery">So many of them are acknowledged together; a divisor of <paramref name="Window"/>.</param>
internal sealed record Payload(string Name, object Message, int Bytes, int InFlight, int Window, int AcknowledgeEvery)
{
    /// <summary>
    /// Whether a message is what another one was. Of bytes only the length and the ends are looked at, so that this costs the
    /// same for every size: what is measured is how they come, and not how they are compared.
    /// </summary>
    public static bool AreAlike(object one, object other) => one is byte[] { Length: > 0 } some && other is byte[] others
        ? some.Length == others.Length && some[0] == others[0] && some[^1] == others[^1]
        : one.Equals(other);

    public override string ToString() => Name;
}
