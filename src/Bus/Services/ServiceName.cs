using Akka.Actor;

namespace Bus.Services;

/// <summary>What a service may be called.</summary>
internal static class ServiceName
{
    public const int MostCharacters = 255;

    // Akka's grammar is ASCII, so characters are bytes.
    public static bool IsLegal(string name) => name.Length <= MostCharacters && ActorPath.IsValidPathElement(name);

    /// <exception cref="ArgumentException">It is illegal.</exception>
    public static void Check(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (IsLegal(name))
            return;
        var shown = name.Length <= MostCharacters ? name : $"{name[..40]}…";
        throw new ArgumentException($"'{shown}', of {name.Length} characters, is no name of a service: 1 to {MostCharacters} letters and digits of ASCII, and any of " +
            "-_.*$+:@&=,!~';\"() and %xx; no $ at the beginning.", parameter);
    }
}
