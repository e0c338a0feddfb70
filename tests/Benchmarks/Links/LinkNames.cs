using System.CommandLine;
using System.CommandLine.Parsing;
using Bus.Transports;
using Bus.Transports.Mechanisms;

namespace Bus.Benchmarks.Links;

/// <summary>The links that are named on a command line. A mechanism that the transport knows needs nothing here.</summary>
internal static class LinkNames
{
    private const string All = "all";

    /// <summary>What a ring's sides wake each other with unless something else is asked for.</summary>
    private static readonly string DefaultWakeUp = WakeUpKinds.NameOf(new MechanismOptions().RingWakeUp);

    private static readonly IReadOnlyList<string> Benches = [.. Enum.GetNames<LinkBench>().Select(name => name.ToLowerInvariant())];
    private static readonly IReadOnlyList<string> WakeUps = [.. WakeUpKinds.Names];

    public static Option<IReadOnlyList<string>> MechanismOption() => Create("--links", [.. MechanismRegistry.Names], [All],
        $"The mechanisms, with commas between them: {string.Join(", ", MechanismRegistry.Names)}, or {All}.");

    public static Option<IReadOnlyList<string>> WakeUpOption() => Create("--wake-ups", WakeUps, [DefaultWakeUp],
        $"What the two sides of a ring wake each other with, with commas between them: {string.Join(", ", WakeUps)}, or {All}. " +
        $"Each is measured with {MemfdMechanism.WellKnownName}; the other rings differ in their pages only: {DefaultWakeUp}.");

    public static Option<IReadOnlyList<string>> BenchOption() => Create("--benches", Benches, [All],
        $"What is measured, with commas between them: {string.Join(", ", Benches)}, or {All}.");

    /// <summary>All links that were asked for, in the order of the mechanisms.</summary>
    public static IReadOnlyList<LinkKind> Kinds(IReadOnlyList<string> mechanisms, IReadOnlyList<string> wakeUps) =>
        [.. mechanisms.SelectMany(mechanism => WakeUpsOf(mechanism, wakeUps).Select(wakeUp => new LinkKind(mechanism, wakeUp)))];

    private static IEnumerable<string?> WakeUpsOf(string mechanism, IReadOnlyList<string> chosen)
    {
        if (mechanism == MemfdMechanism.WellKnownName)
            return chosen;
        return [LinkKind.IsRing(mechanism) ? DefaultWakeUp : null];
    }

    private static Option<IReadOnlyList<string>> Create(
        string name, IReadOnlyList<string> known, IReadOnlyList<string> byDefault, string description) => new(name)
        {
            Description = description,
            HelpName = "NAME,...",
            DefaultValueFactory = _ => Expand(byDefault, known),
            CustomParser = argument => Parse(argument, known),
        };

    private static IReadOnlyList<string> Parse(ArgumentResult argument, IReadOnlyList<string> known)
    {
        string[] names = [.. argument.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))];
        foreach (var name in names.Where(name => name != All && !known.Contains(name)))
            argument.AddError($"{argument.Argument.Name} does not know '{name}'. There are: {string.Join(", ", known)}, {All}.");
        return Expand(names, known);
    }

    private static IReadOnlyList<string> Expand(IReadOnlyList<string> names, IReadOnlyList<string> known) =>
        [.. names.SelectMany(name => name == All ? known : [name]).Distinct()];
}
