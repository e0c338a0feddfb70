using Bus.Topics;
using CsCheck;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>Which patterns match a topic: the tree, and a single pattern, against the simplest thing that can be written down.</summary>
public sealed class TopicTrieTests
{
    // Few tokens, so that they match often.
    private static readonly Gen<string> Token = Gen.Int[0, 2].Select(i => new[] { "a", "b", "ab" }[i]);
    private static readonly Gen<string> Topic = Token.Array[1, 4].Select(tokens => string.Join('.', tokens));
    private static readonly Gen<string> Pattern = Gen.Select(
        Gen.Frequency((3, Token), (1, Gen.Const("*"))).Array[1, 4], Gen.Bool, (tokens, rest) => string.Join('.', rest ? [.. tokens, ">"] : tokens));

    [Theory]
    [InlineData("prices.*", "prices.eur", true)]
    [InlineData("prices.*", "prices", false)]
    [InlineData("prices.*", "prices.eur.bid", false)]
    [InlineData("prices.>", "prices.eur", true)]
    [InlineData("prices.>", "prices.eur.bid", true)]
    [InlineData("prices.>", "prices", false)]
    [InlineData("*.eur", "prices.eur", true)]
    [InlineData("*.eur", "prices.usd", false)]
    [InlineData(">", "prices", true)]
    [InlineData("*", "prices.eur", false)]
    [InlineData("prices", "Prices", false)]
    public void A_pattern_matches_as_in_NATS(string pattern, string topic, bool matches)
    {
        Assert.Equal(matches, new TopicPattern(pattern).Matches(topic));
        Assert.Equal(matches, Matches(pattern.Split('.'), topic.Split('.')));
    }

    [Fact]
    public void The_tree_finds_what_a_look_at_all_patterns_finds() =>
        Gen.Select(Pattern.Array[0, 30], Gen.Bool.Array[30], Topic.Array[1, 10]).Sample((texts, stay, topics) =>
        {
            var trie = new TopicTrie<TopicPattern>();
            var patterns = texts.Select(text => new TopicPattern(text)).ToArray();
            foreach (var pattern in patterns)
                trie.Add(pattern, pattern);
            var left = patterns.Where((_, i) => stay[i]).ToArray();
            foreach (var pattern in patterns.Except(left))
                trie.Remove(new TopicPattern(pattern.Text), pattern);
            foreach (var topic in topics)
            {
                List<TopicPattern> found = [];
                trie.Find(topic, found);
                var expected = left.Where(pattern => Matches(pattern.Text.Split('.'), topic.Split('.'))).ToHashSet();
                Assert.Equal(expected.Count, found.Count);
                Assert.Equal(expected, found.ToHashSet());
                Assert.All(patterns, pattern => Assert.Equal(Matches(pattern.Text.Split('.'), topic.Split('.')), pattern.Matches(topic)));
            }
        });

    private static bool Matches(string[] pattern, string[] topic) => (pattern, topic) switch
    {
        ([">"], [_, ..]) => true,
        ([], []) => true,
        (["*", .. var patterns], [_, .. var topics]) => Matches(patterns, topics),
        ([var token, .. var patterns], [var same, .. var topics]) => token == same && Matches(patterns, topics),
        _ => false,
    };
}
