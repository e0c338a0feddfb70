namespace Bus.Topics;

/// <summary>A topic to subscribe to, which may have wildcards. Its text is known to be legal.</summary>
internal sealed class TopicPattern(string text)
{
    public string Text => text;

    public string[] Tokens { get; } = text.Split(TopicGrammar.Separator);

    /// <summary>True if it has no wildcard: it stands for the topic of the same name, and no other.</summary>
    public bool IsTopic { get; } = text.AsSpan().IndexOfAny('*', '>') < 0;

    public bool Matches(ReadOnlySpan<char> topic)
    {
        var seen = 0;
        foreach (var range in topic.Split(TopicGrammar.Separator))
        {
            if (seen == Tokens.Length)
                return false;
            var token = Tokens[seen++];
            if (token == TopicGrammar.AnyRest)
                return true;
            if (token != TopicGrammar.AnyOne && !topic[range].SequenceEqual(token))
                return false;
        }

        return seen == Tokens.Length;
    }

    public override string ToString() => text;
}
