using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Bus.Transports.Mechanisms;

namespace Bus.Benchmarks.Carriers;

/// <summary>
/// Finds carriers by their names. A mechanism that the transport knows needs nothing here; a new kind of carrier one line.
/// </summary>
internal static class CarrierNames
{
    private const string AllClassic = ClassicCarrier.Prefix + "all";

    /// <summary>What can be written on the command line.</summary>
    public static string Help => string.Join(", ", Known);

    /// <summary>The same where several can be named.</summary>
    public static string ListHelp => $"{Help}, {AllClassic} for all mechanisms";

    private static IEnumerable<string> Known =>
        MechanismRegistry.Names.Select(mechanism => ClassicCarrier.Prefix + mechanism).Prepend(DotNettyCarrier.WellKnownName);

    public static bool TryParse(string name, [NotNullWhen(true)] out Carrier? carrier)
    {
        carrier = null;
        if (name == DotNettyCarrier.WellKnownName)
            carrier = new DotNettyCarrier();
        else if (name.StartsWith(ClassicCarrier.Prefix, StringComparison.Ordinal) && Known.Contains(name))
            carrier = new ClassicCarrier(name[ClassicCarrier.Prefix.Length..]);
        return carrier is not null;
    }

    /// <summary>The parser of an option that names one carrier.</summary>
    public static Carrier ParseOne(ArgumentResult argument) => Parse(argument, argument.Tokens.Single().Value);

    /// <summary>
    /// The parser of an option that names several, with commas between them. One that is named twice counts once.
    /// </summary>
    public static IReadOnlyList<Carrier> ParseList(ArgumentResult argument) =>
        [.. argument.Tokens
            .SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))
            .SelectMany(name => name == AllClassic ? MechanismRegistry.Names.Select(mechanism => ClassicCarrier.Prefix + mechanism) : [name])
            .Distinct()
            .Select(name => Parse(argument, name))];

    private static Carrier Parse(ArgumentResult argument, string name)
    {
        if (TryParse(name, out var carrier))
            return carrier;
        argument.AddError($"There is no carrier '{name}'. There are: {Help}.");
        return new DotNettyCarrier();
    }
}
