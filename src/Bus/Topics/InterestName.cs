using System.Diagnostics.CodeAnalysis;

namespace Bus.Topics;

/// <summary>What can be subscribed to: a pattern, or a group on a pattern. Groups of one name on two patterns are two groups.</summary>
internal sealed class InterestName
{
    /// <summary>In no pattern, and in no group.</summary>
    private const char Gap = ' ';

    private InterestName(string pattern, string? group)
    {
        Pattern = new TopicPattern(pattern);
        Group = group;
        Text = group is null ? pattern : $"{pattern}{Gap}{group}";
    }

    public TopicPattern Pattern { get; }

    public string? Group { get; }

    /// <summary>Both, such as <c>prices.*</c> or <c>jobs.> workers</c>: its key on the notice board.</summary>
    public string Text { get; }

    /// <exception cref="ArgumentException">The topic or the group is illegal.</exception>
    public static InterestName Create(string topic, string? group)
    {
        TopicGrammar.CheckPattern(topic);
        if (group is not null)
            TopicGrammar.CheckGroup(group);
        return new InterestName(topic, group);
    }

    /// <summary>Reads the <see cref="Text"/> of a peer's.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="name">The name.</param>
    /// <param name="problem">What is wrong, if it is none.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out InterestName? name, [NotNullWhen(false)] out string? problem)
    {
        name = null;
        var gap = text.IndexOf(Gap, StringComparison.Ordinal);
        var pattern = gap < 0 ? text : text[..gap];
        var group = gap < 0 ? null : text[(gap + 1)..];
        problem = TopicGrammar.ProblemOfPattern(pattern) ?? (group is null ? null : TopicGrammar.ProblemOfGroup(group));
        if (problem is not null)
            return false;
        name = new InterestName(pattern, group);
        return true;
    }

    public override string ToString() => Group is null ? $"'{Pattern}'" : $"'{Pattern}' in the group '{Group}'";
}
