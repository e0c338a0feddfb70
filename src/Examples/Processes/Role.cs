using Akka.Actor;

namespace Bus.Examples.Processes;

/// <summary>What a member process can be.</summary>
/// <param name="Name">The command that makes this program one, such as <c>word-count-worker</c>.</param>
/// <param name="Actor">Its actor.</param>
/// <param name="Settings">HOCON of its actor system.</param>
internal sealed record Role(string Name, Func<Membership, Props> Actor, string Settings = "")
{
    /// <summary>The service of the run that its actor is a member of, if any. It is before anybody hears that it has joined.</summary>
    public string? Service { get; init; }

    /// <summary>How that service chooses among its members.</summary>
    public ServiceRouting Routing { get; init; }

    /// <summary>The name of that service in a run: each has its own.</summary>
    public string ServiceOf(string run) => $"{run}-{Service}";
}
