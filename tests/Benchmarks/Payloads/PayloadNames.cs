using System.CommandLine.Parsing;

namespace Bus.Benchmarks.Payloads;

/// <summary>The payloads, and how they are called.</summary>
internal static class PayloadNames
{
    private const string Everything = "all";
    private const int KiB = 1024;

    private static readonly Payload[] Known =
    [
        Small("string", "hit", 3),
        Small("record-memorypack", new PackedOrder(4_711_000_123, "AKKA.DE", 250, 17.25, true), 40),
        Small("record-json", new PlainOrder(4_711_000_123, "AKKA.DE", 250, 17.25, true), 200),
        Small("100B", Random(100), 100),
        Small("1KiB", Random(KiB), KiB),
        // Large ones come with windows of some megabytes, which is what every carrier's buffers hold by default.
        new("64KiB", Random(64 * KiB), 64 * KiB, InFlight: 8, Window: 80, AcknowledgeEvery: 8),
        new("1MiB", Random(KiB * KiB), KiB * KiB, InFlight: 2, Window: 8, AcknowledgeEvery: 1),
    ];

    /// <summary>The message of RemotePingPong, which everybody measures.</summary>
    public static Payload String => Known[0];

    /// <summary>What can be written on the command line.</summary>
    public static string Help => $"{string.Join(", ", Known.Select(payload => payload.Name))}; {Everything}";

    /// <summary>
    /// The parser of an option that names several, with commas between them. One that is named twice counts once.
    /// </summary>
    public static IReadOnlyList<Payload> ParseList(ArgumentResult argument) =>
        [.. argument.Tokens
            .SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))
            .SelectMany(name => name == Everything ? Known : [Parse(argument, name)])
            .Distinct()];

    private static Payload Parse(ArgumentResult argument, string name)
    {
        if (Known.FirstOrDefault(payload => payload.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } payload)
            return payload;
        argument.AddError($"There is no payload '{name}'. There are: {Help}.");
        return String;
    }

    private static Payload Small(string name, object message, int bytes) =>
        new(name, message, bytes, InFlight: 50, Window: 1000, AcknowledgeEvery: 100);

    /// <summary>The same ones in every run.</summary>
    private static byte[] Random(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        return content;
    }
}
