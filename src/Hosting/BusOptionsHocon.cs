using System.Globalization;
using Akka.Configuration;
using Bus.Transports;
using Bus.Transports.Mechanisms;

namespace Bus.Hosting;

/// <summary>Checks options and writes them as HOCON.</summary>
internal static class BusOptionsHocon
{
    /// <summary>What is set, and nothing else.</summary>
    /// <exception cref="BusOptionsException">It is malformed or out of range.</exception>
    public static Config From(BusOptions options)
    {
        var lines = new List<string>();
        if (Hostname(options.Hostname) is { } hostname)
            lines.Add($"{IpcConfig.Section}.hostname = {Quoted(hostname)}");
        if (Port(options.Port) is { } port)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{IpcConfig.Section}.port = {port}"));
        if (options.Mechanism is { } mechanism)
            lines.Add($"{IpcConfig.Section}.mechanism = {Quoted(Mechanism(mechanism, nameof(BusOptions.Mechanism), MechanismChoice.Of))}");
        if (AtLeastOne(options.Accept, nameof(BusOptions.Accept)) is { } accept)
        {
            lines.Add($"{IpcConfig.Section}.accept = " +
                Listed(accept.Select(name => Quoted(Mechanism(name, nameof(BusOptions.Accept), MechanismRegistry.Create)))));
        }

        if (Directory(options.Directory) is { } directory)
            lines.Add($"{IpcConfig.Section}.directory = {Quoted(directory)}");
        if (AtLeastOne(options.AllowedUserIds, nameof(BusOptions.AllowedUserIds)) is { } users)
            lines.Add($"{IpcConfig.Section}.allowed-uids = {Listed(users.Select(user => user.ToString(CultureInfo.InvariantCulture)))}");
        if (options.Lanes is { } lanes)
            lines.Add($"{BusConfig.Section}.lanes.enabled = {(lanes ? "on" : "off")}");
        return ConfigurationFactory.ParseString(string.Join('\n', lines));
    }

    private static string? Hostname(string? hostname) => hostname is not null && BusAddress.ProblemWithHost(hostname) is { } problem
        ? throw Wrong(nameof(BusOptions.Hostname), $"'{hostname}'", $"is not a bus host: {problem}")
        : hostname;

    private static int? Port(int? port) => port is < 0 or > BusAddress.LargestPort
        ? throw Wrong(nameof(BusOptions.Port), string.Create(CultureInfo.InvariantCulture, $"{port}"), "is out of range: 1 to 65,535, or 0 for a free one")
        : port;

    private static string? Directory(string? directory) => directory is not null && !Path.IsPathFullyQualified(directory)
        ? throw Wrong(nameof(BusOptions.Directory), $"'{directory}'", "is not an absolute path; hosts may start in different folders")
        : directory;

    private static string Mechanism<T>(string name, string option, Func<string, string, T> find)
    {
        try
        {
            find(name, $"{nameof(BusOptions)}.{option}");
            return name;
        }
        catch (IpcSettingsException problem)
        {
            throw new BusOptionsException(problem.Message, problem);
        }
    }

    private static IReadOnlyList<T>? AtLeastOne<T>(IReadOnlyList<T>? values, string option) => values is { Count: 0 }
        ? throw Wrong(option, "[]", "is empty: name at least one, or leave it null for the default")
        : values;

    private static string Listed(IEnumerable<string> values) => $"[{string.Join(", ", values)}]";

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static BusOptionsException Wrong(string option, string value, string problem) =>
        new($"{nameof(BusOptions)}.{option} = {value} {problem}.");
}
