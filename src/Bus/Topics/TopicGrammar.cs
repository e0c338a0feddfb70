using System.Globalization;

namespace Bus.Topics;

/// <summary>What is a topic, what a pattern, and what a group; and what to say of a text that is none.</summary>
internal static class TopicGrammar
{
    public const char Separator = '.';

    /// <summary>In a pattern: any one token.</summary>
    public const string AnyOne = "*";

    /// <summary>At the end of a pattern: any tokens, at least one.</summary>
    public const string AnyRest = ">";

    /// <summary>The longest topic, pattern or group. As all of it is ASCII, that is also its bytes.</summary>
    public const int MostCharacters = 255;

    public const int MostTokens = 16;

    private const string TokenRule = "ASCII letters, digits, '-' and '_'";

    private static readonly string TopicRule =
        $"1 to {MostTokens} tokens with '.' between them, each of {TokenRule}, and at most {MostCharacters} characters in all";

    /// <returns>The topic.</returns>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string CheckTopic(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return ProblemOfTopic(topic) is { } problem
            ? throw new ArgumentException($"{Quote(topic)} is no topic: {problem}. A topic is {TopicRule}.", nameof(topic))
            : topic;
    }

    /// <exception cref="ArgumentException">It is no topic, and none with wildcards.</exception>
    public static void CheckPattern(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (ProblemOfPattern(topic) is { } problem)
        {
            throw new ArgumentException(
                $"{Quote(topic)} is no topic to subscribe to: {problem}. It is {TopicRule}; a token can also be '*', which stands for any one token, " +
                "and the last one '>', which stands for one or more.",
                nameof(topic));
        }
    }

    /// <exception cref="ArgumentException">It is no name of a group.</exception>
    public static void CheckGroup(string group)
    {
        if (ProblemOfGroup(group) is { } problem)
        {
            throw new ArgumentException(
                $"{Quote(group)} is no group: {problem}. A group is 1 to {MostCharacters} {TokenRule}.", nameof(group));
        }
    }

    /// <summary>What is wrong with a topic, and where; null if nothing is.</summary>
    public static string? ProblemOfTopic(string text) => ProblemOf(text, wildcards: false);

    /// <summary>What is wrong with a topic to subscribe to, and where; null if nothing is.</summary>
    public static string? ProblemOfPattern(string text) => ProblemOf(text, wildcards: true);

    /// <summary>What is wrong with a group, and where; null if nothing is.</summary>
    public static string? ProblemOfGroup(string text) => text.Contains(Separator, StringComparison.Ordinal)
        ? $"'.' at character {text.IndexOf(Separator, StringComparison.Ordinal) + 1} is not allowed"
        : ProblemOf(text, wildcards: false);

    private static string? ProblemOf(string text, bool wildcards)
    {
        if (text.Length == 0)
            return "it is empty";
        if (text.Length > MostCharacters)
            return $"it has {text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters";
        var tokens = 0;
        for (var start = 0; start <= text.Length; tokens++)
        {
            var length = text.AsSpan(start).IndexOf(Separator);
            var end = length < 0 ? text.Length : start + length;
            if (ProblemOfToken(text, start, end, wildcards) is { } problem)
                return problem;
            start = end + 1;
        }

        return tokens > MostTokens ? $"it has {tokens} tokens" : null;
    }

    private static string? ProblemOfToken(string text, int start, int end, bool wildcards)
    {
        if (start == end)
            return $"the token at character {start + 1} is empty";
        for (var i = start; i < end; i++)
        {
            if (IsPlain(text[i]))
                continue;
            if (text[i] is not ('*' or '>'))
                return $"{Show(text[i])} at character {i + 1} is not allowed";
            if (!wildcards)
                return $"'{text[i]}' at character {i + 1} is a wildcard, which only a subscription can have";
            if (end - start > 1)
                return $"'{text[i]}' at character {i + 1} is not a whole token";
            if (text[i] == '>' && end < text.Length)
                return $"'>' at character {i + 1} is not the last token";
        }

        return null;
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    private static string Show(char c) => c is > ' ' and < (char)127 ? $"'{c}'" : $"U+{(int)c:X4}";

    /// <summary>Whatever it is, it is to be read in a log: not too long, and on one line.</summary>
    private static string Quote(string text)
    {
        var shown = text.Length <= MostCharacters ? text : string.Concat(text.AsSpan(0, MostCharacters), "...");
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c))}'";
    }
}
