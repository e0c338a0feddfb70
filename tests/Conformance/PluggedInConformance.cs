using Bus.Testing.Mechanisms;

namespace Bus.Conformance.Tests;

/// <summary>A class that is not ours, named in the configuration.</summary>
public sealed class PluggedInConformance : MechanismConformance
{
    protected override string Mechanism => PluggedInMechanism.QualifiedName;
}
