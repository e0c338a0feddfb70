using Akka.Actor;

namespace Bus;

/// <summary>An actor system that takes part in the bus of this machine.</summary>
/// <param name="Address">Where it is found, such as <c>akka.ipc://Orders@local:8081</c>.</param>
/// <param name="ProcessId">Its process, as the kernel says; in the pid namespace of this process.</param>
/// <param name="UserId">The user of its process, as the kernel says.</param>
/// <param name="Incarnation">A random number of 16 hexadecimal digits: a system that was restarted at the same address has another one.</param>
public sealed record BusPeer(Address Address, int ProcessId, uint UserId, string Incarnation)
{
    /// <summary>The name of its actor system.</summary>
    public string Name => Address.System;

    /// <summary>True if it has the Bus, so that what is measured can go to it in envelopes.</summary>
    internal bool ReadsEnvelopes { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Address} (pid {ProcessId})";
}
