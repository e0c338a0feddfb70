using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Bus.Transports.Mechanisms;

namespace Bus.Benchmarks.Carriers;

/// <summary>
/// Finds carriers by their names. A mechanism that the transport knows needs nothing here; a new kind of carrier one line.
/// </summary>
internal static class CarrierNames
{
    private const string Everything = "all";

    private static readonly (string Prefix, Func<string, Carrier> Create)[] Kinds =
    [
        (ClassicCarrier.Prefix, mechanism => new ClassicCarrier(mechanism)),
        (LaneCarrier.Prefix, mechanism => new LaneCarrier(mechanism)),
        (InlineCarrier.Prefix, mechanism => new InlineCarrier(mechanism)),
    ];

    /// <summary>What can be written on the command line.</summary>
    public static string Help =>
        $"{DotNettyCarrier.WellKnownName}, {InProcessCarrier.WellKnownName}, and " +
        $"{string.Join(", ", Kinds.Select(kind => kind.Prefix + "MECHANISM"))}, with {string.Join(", ", MechanismRegistry.Names)}";

    /// <summary>The same where several can be named.</summary>
    public static string ListHelp =>
        $"{Help}; {string.Join(", ", Kinds.Select(kind => kind.Prefix + Everything))} for all mechanisms; {Everything}";

    private static IEnumerable<string> All =>
        Kinds.SelectMany(kind => OfKind(kind.Prefix)).Prepend(DotNettyCarrier.WellKnownName).Append(InProcessCarrier.WellKnownName);

    public static bool TryParse(string name, [NotNullWhen(true)] out Carrier? carrier)
    {
        carrier = name switch
        {
            DotNettyCarrier.WellKnownName => new DotNettyCarrier(),
            InProcessCarrier.WellKnownName => new InProcessCarrier(),
            _ => Kinds.Where(kind => OfKind(kind.Prefix).Contains(name))
                .Select(kind => kind.Create(name[kind.Prefix.Length..])).SingleOrDefault(),
        };
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
            .SelectMany(Members)
            .Distinct()
            .Select(name => Parse(argument, name))];

    private static IEnumerable<string> OfKind(string prefix) => MechanismRegistry.Names.Select(mechanism => prefix + mechanism);

    private static IEnumerable<string> Members(string name) =>
        name == Everything ? All
        : Kinds.Any(kind => name == kind.Prefix + Everything) ? OfKind(name[..^Everything.Length])
        : [name];

    private static Carrier Parse(ArgumentResult argument, string name)
    {
        if (TryParse(name, out var carrier))
            return carrier;
        argument.AddError($"There is no carrier '{name}'. There are: {Help}.");
        return new DotNettyCarrier();
    }
}
