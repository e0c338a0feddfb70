namespace Bus.Transports.Mechanisms;

/// <summary>What a dialling side may use, best first.</summary>
/// <param name="Candidates">At least one.</param>
/// <param name="IsAutomatic">True if what cannot be used is passed over; false if there is one and it must be that.</param>
internal sealed record MechanismChoice(IReadOnlyList<Mechanism> Candidates, bool IsAutomatic)
{
    /// <summary>The setting's value that leaves the choice to both sides and the machine.</summary>
    public const string Automatic = "auto";

    /// <param name="name"><c>auto</c>, a built-in name, or the assembly-qualified name of a class.</param>
    /// <param name="setting">Where it was configured, for the message.</param>
    /// <exception cref="IpcSettingsException">There is no such mechanism.</exception>
    public static MechanismChoice Of(string name, string setting) => name == Automatic
        ? new MechanismChoice([.. MechanismRegistry.Names.Select(candidate => MechanismRegistry.Create(candidate, setting))], true)
        : new MechanismChoice([MechanismRegistry.Create(name, setting)], false);

    public override string ToString() => IsAutomatic ? Automatic : Candidates[0].Name;
}
