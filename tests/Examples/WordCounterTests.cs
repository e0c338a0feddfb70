using Bus.Examples.WordCount;
using MemoryPack;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>What a word is, and that counts survive the wire.</summary>
public sealed class WordCounterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  .,- 42 ", "")]
    [InlineData("one", "one=1")]
    [InlineData("One, ONE; oNe!", "one=3")]
    [InlineData("<see cref=\"T:System.Int32\"/>", "cref=1 int=1 see=1 system=1 t=1")]
    [InlineData("don't", "don=1 t=1")]
    [InlineData("Ärger ÄRGER Δέλτα 東京", "ärger=2 δέλτα=1 東京=1")]
    public void A_word_is_a_run_of_letters_in_lower_case(string text, string expected) => Assert.Equal(expected, Describe(Count(text)));

    [Fact]
    public void A_word_may_cross_the_border_of_a_buffer()
    {
        // The first buffer ends somewhere in the middle of a word, wherever exactly that is.
        for (var shift = 0; shift < 4; shift++)
        {
            var tally = Count(new string('.', shift) + string.Concat(Enumerable.Repeat("one ", 40_000)));
            Assert.Equal("one=40000", Describe(tally));
        }
    }

    [Fact]
    public void A_run_without_end_is_counted_in_pieces()
    {
        var longest = new string('x', WordCounter.MaximumLetters);

        Assert.Equal($"xx=1 {longest}=3", Describe(Count(longest + longest + longest + "xx")));
        Assert.Equal($"{longest}=1", Describe(Count(longest)));
    }

    [Fact]
    public void Bytes_hold_everything_once()
    {
        var tally = new WordTally();
        for (var i = 0; i < 20_000; i++)
            tally.Add($"{(char)('a' + (i % 26))}東{i}", i + 1);

        var sum = new WordTally();
        TallyFormat.AddTo(sum, TallyFormat.Write(tally));

        Assert.Empty(sum.DifferencesFrom(tally));
        Assert.Equal(tally.Total, sum.Total);
    }

    [Fact]
    public void The_longest_words_fit()
    {
        var tally = Count(new string('東', WordCounter.MaximumLetters));
        var sum = new WordTally();

        TallyFormat.AddTo(sum, TallyFormat.Write(tally));

        Assert.Empty(sum.DifferencesFrom(tally));
    }

    [Fact]
    public void Nothing_is_no_bytes() => Assert.Empty(TallyFormat.Write(new WordTally()));

    [Fact]
    public void Messages_know_how_many_bytes_they_are_sent_with()
    {
        var question = new CountFile("/tmp/zwölf.txt");
        FileCounts[] answers = [new(3, [1, 2, 3]), new(3, []), new(3, [], "kein Zugriff, schön"), new(3, [], "")];

        Assert.Equal(MemoryPackSerializer.Serialize(question).Length, question.SerializedBytes);
        Assert.All(answers, answer => Assert.Equal(MemoryPackSerializer.Serialize(answer).Length, answer.SerializedBytes));
    }

    [Fact]
    public void Differences_are_found_from_both_sides()
    {
        var one = Count("same more more left");
        var other = Count("same more right");

        Assert.Equal(["left", "more", "right"], one.DifferencesFrom(other));
        Assert.Equal(["left", "more", "right"], other.DifferencesFrom(one));
    }

    private static WordTally Count(string text)
    {
        var tally = new WordTally();
        using var reader = new StringReader(text);
        WordCounter.Count(reader, tally, CancellationToken.None);
        return tally;
    }

    private static string Describe(WordTally tally) =>
        string.Join(' ', tally.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key}={count.Value}"));
}
