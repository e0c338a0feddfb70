using Bus.Transports;
using Bus.Transports.Mechanisms;

namespace Bus.Benchmarks.Links;

/// <summary>What a link is made of: a mechanism, and for a ring what its two sides wake each other with.</summary>
/// <param name="Mechanism">Its name.</param>
/// <param name="WakeUp">As <c>akka.remote.ipc.ring.wake-up</c> has it; null for what is no ring.</param>
internal sealed record LinkKind(string Mechanism, string? WakeUp)
{
    /// <summary>What of the configuration the dialling side decides for the link.</summary>
    public string Settings => $"mechanism = {Mechanism}" + (WakeUp is null ? "" : $", ring.wake-up = {WakeUp}");

    /// <summary>What the listening side must agree to, so that it can be dialled with any of these.</summary>
    public static string ListenerSettings(IEnumerable<LinkKind> kinds)
    {
        var spin = WakeUpKinds.NameOf(RingWakeUp.Spin);
        return kinds.Any(kind => kind.WakeUp == spin) ? $"ring.wake-up = {spin}" : "";
    }

    public override string ToString() => WakeUp is null ? Mechanism : $"{Mechanism}/{WakeUp}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static LinkKind Parse(string text) =>
        text.Split('/', 2) is [var mechanism, var wakeUp] ? new(mechanism, wakeUp) : new(text, null);

    /// <summary>Whether the mechanism of this name is a ring, and so has wake-ups to choose from.</summary>
    public static bool IsRing(string mechanism) => MechanismRegistry.Create(mechanism, "--links") is RingMechanism;
}
