namespace Bus.Topics;

/// <summary>Finds the values whose patterns match a topic, without a look at the others: a tree of tokens.</summary>
/// <remarks>Not thread-safe. A topic is compared with at most two ways at each of its tokens, its own and <c>*</c>.</remarks>
internal sealed class TopicTrie<T> where T : class
{
    private readonly Node _root = new();

    public void Add(TopicPattern pattern, T value)
    {
        var node = _root;
        foreach (var token in pattern.Tokens)
        {
            if (!node.Next.TryGetValue(token, out var next))
                node.Next[token] = next = new Node();
            node = next;
        }

        node.Values.Add(value);
    }

    /// <summary>Takes out a value that was added with an equal pattern, and what only led to it.</summary>
    public void Remove(TopicPattern pattern, T value) => Remove(_root, pattern.Tokens, value);

    /// <summary>Adds the values that match to a list, in no particular order.</summary>
    public void Find(string topic, List<T> found) => Find(_root, topic.Split(TopicGrammar.Separator), found);

    private static void Remove(Node node, ReadOnlySpan<string> rest, T value)
    {
        if (rest.IsEmpty)
        {
            node.Values.Remove(value);
        }
        else if (node.Next.TryGetValue(rest[0], out var next))
        {
            Remove(next, rest[1..], value);
            if (next.IsEmpty)
                node.Next.Remove(rest[0]);
        }
    }

    private static void Find(Node node, ReadOnlySpan<string> rest, List<T> found)
    {
        if (rest.IsEmpty)
        {
            found.AddRange(node.Values);
            return;
        }

        if (node.Next.TryGetValue(rest[0], out var own))
            Find(own, rest[1..], found);
        if (node.Next.TryGetValue(TopicGrammar.AnyOne, out var any))
            Find(any, rest[1..], found);
        if (node.Next.TryGetValue(TopicGrammar.AnyRest, out var all))
            found.AddRange(all.Values);
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Next { get; } = [];

        public List<T> Values { get; } = [];

        public bool IsEmpty => Next.Count == 0 && Values.Count == 0;
    }
}
