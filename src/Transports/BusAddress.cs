using System.Globalization;

namespace Bus.Transports;

/// <summary>Where a system is found: <c>ipc://System@host:port</c>. Nothing in it is a network address.</summary>
internal sealed record BusAddress(string System, string Host, int Port)
{
    public const string Scheme = "ipc";
    public const int LongestHost = 64;
    public const int LargestPort = 65535;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{System}@{Host}:{Port}");

    /// <summary>Reads what <see cref="ToString"/> writes; null for anything else.</summary>
    public static BusAddress? TryParse(string text)
    {
        const string Prefix = Scheme + "://";
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || at <= Prefix.Length || colon <= at)
            return null;
        var system = text[Prefix.Length..at];
        var host = text[(at + 1)..colon];
        return system.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && ProblemWithHost(host) is null
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= LargestPort
            ? new BusAddress(system, host, port)
            : null;
    }

    /// <summary>
    /// Null if a host can be one, otherwise what is wrong with it. A host becomes a folder's name, also when it comes from a message, so
    /// nothing that could lead out of the rendezvous directory is a host.
    /// </summary>
    public static string? ProblemWithHost(string? host)
    {
        if (string.IsNullOrEmpty(host))
            return "it is empty";
        if (host.Length > LongestHost)
            return $"it has {host.Length} characters; at most {LongestHost} are allowed";
        if (host[0] is '.' or '-')
            return $"it starts with '{host[0]}'";
        foreach (var c in host)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '_' or '-'))
                return $"it contains '{c}'; only a-z, 0-9, '.', '_' and '-' are allowed";
        }

        return null;
    }
}
