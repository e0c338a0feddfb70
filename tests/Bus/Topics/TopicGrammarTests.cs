using Bus.Topics;
using Xunit;

namespace Bus.Tests.Topics;

/// <summary>What can be published to and subscribed to, and what is said of the rest.</summary>
public sealed class TopicGrammarTests
{
    private static readonly string Longest = new('x', TopicGrammar.MostCharacters);
    private static readonly string MostTokens = string.Join('.', Enumerable.Repeat("t", TopicGrammar.MostTokens));

    public static TheoryData<string> Topics => new("a", "prices", "prices.eur", "A-b_9.-._", Longest, MostTokens);

    public static TheoryData<string> Wildcards => new("*", ">", "prices.*", "*.eur", "prices.*.bid", "prices.>", "*.*.>");

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_can_be_published_to_and_subscribed_to(string topic)
    {
        Assert.Same(topic, TopicGrammar.CheckTopic(topic));
        TopicGrammar.CheckPattern(topic);
        Assert.True(new TopicPattern(topic).IsTopic);
    }

    [Theory]
    [MemberData(nameof(Wildcards))]
    public void Wildcards_can_only_be_subscribed_to(string pattern)
    {
        TopicGrammar.CheckPattern(pattern);
        Assert.False(new TopicPattern(pattern).IsTopic);
        Assert.Contains("is a wildcard, which only a subscription can have", TopicGrammar.ProblemOfTopic(pattern), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(".", "the token at character 1 is empty")]
    [InlineData("prices.", "the token at character 8 is empty")]
    [InlineData("prices..eur", "the token at character 8 is empty")]
    [InlineData(".prices", "the token at character 1 is empty")]
    [InlineData("prices eur", "U+0020 at character 7 is not allowed")]
    [InlineData("preise.größe", "U+00F6 at character 10 is not allowed")]
    [InlineData("a/b", "'/' at character 2 is not allowed")]
    [InlineData("a.b\n", "U+000A at character 4 is not allowed")]
    [InlineData("a.b*", "'*' at character 4 is not a whole token")]
    [InlineData("a.>b", "'>' at character 3 is not a whole token")]
    [InlineData("a.**", "'*' at character 3 is not a whole token")]
    [InlineData("a.>.b", "'>' at character 3 is not the last token")]
    [InlineData(">.>", "'>' at character 1 is not the last token")]
    public void What_is_wrong_with_a_pattern_and_where_is_said(string pattern, string problem)
    {
        Assert.Equal(problem, TopicGrammar.ProblemOfPattern(pattern));
        var error = Assert.Throws<ArgumentException>("topic", () => TopicGrammar.CheckPattern(pattern));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("ASCII letters, digits, '-' and '_'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Too_long_and_too_many_tokens_are_said_with_the_limit()
    {
        var error = Assert.Throws<ArgumentException>("topic", () => TopicGrammar.CheckTopic(new string('x', 100_000)));
        Assert.Contains("it has 100,000 characters", error.Message, StringComparison.Ordinal);
        Assert.Contains("at most 255 characters", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 1000);
        Assert.Equal("it has 17 tokens", TopicGrammar.ProblemOfTopic(MostTokens + ".t"));
        Assert.Equal("it has 17 tokens", TopicGrammar.ProblemOfPattern(MostTokens + ".>"));
    }

    [Theory]
    [InlineData("workers", null)]
    [InlineData("", "it is empty")]
    [InlineData("a.b", "'.' at character 2 is not allowed")]
    [InlineData("a b", "U+0020 at character 2 is not allowed")]
    [InlineData("*", "'*' at character 1 is a wildcard, which only a subscription can have")]
    public void A_group_is_one_token(string group, string? problem) => Assert.Equal(problem, TopicGrammar.ProblemOfGroup(group));

    [Theory]
    [InlineData("prices.*", null)]
    [InlineData("jobs.>", "workers")]
    public void A_name_is_read_as_it_is_written(string pattern, string? group)
    {
        var name = InterestName.Create(pattern, group);
        Assert.True(InterestName.TryRead(name.Text, out var read, out _));
        Assert.Equal((pattern, group, name.Text), (read.Pattern.Text, read.Group, read.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a ")]
    [InlineData(" a")]
    [InlineData("a b c")]
    [InlineData("a.* b.c")]
    public void What_is_no_name_is_not_read(string text)
    {
        Assert.False(InterestName.TryRead(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }
}
