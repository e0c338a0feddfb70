namespace Bus;

/// <summary>What all members of a service have in common. Every registration of a service says the same, in every process.</summary>
public sealed record ServiceOptions
{
    /// <summary>Which member gets a message; <see cref="ServiceRouting.RoundRobin"/> unless said otherwise.</summary>
    public ServiceRouting Routing { get; init; } = ServiceRouting.RoundRobin;
}
