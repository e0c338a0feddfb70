using System.Globalization;
using System.Text;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>The word count as its user runs it: real processes, real files, real messages.</summary>
public sealed class WordCountTests : ExampleTests
{
    [Theory]
    [InlineData("memfd")]
    [InlineData("unix")]
    [InlineData("seqpacket")]
    [InlineData("Bus.Transports.Mechanisms.UnixMechanism, Bus.Transports")]
    public async Task Counts_with_two_workers_over(string mechanism)
    {
        Sandbox.Write("a.txt", "One fish, two fish");
        Sandbox.Write("deep/er/b.txt", "red FISH\nblue fish");
        Sandbox.Write("c.md", "zwölf Fische");

        var outcome = await Sandbox.RunAsync("--input", Sandbox.Input, "--mechanism", mechanism, "--workers", "2");

        // Two workers join, three files are handed out, and three answers come back.
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal(8, outcome.Numbers.Messages);
        Assert.Equal(
            $"ok: 8 messages, {outcome.Numbers.Bytes} bytes, 2 workers over {mechanism}, counts agree", outcome.LastLine);
        Assert.Equal("4", outcome.Cell("fish", 1));
        Assert.Equal("1", outcome.Cell("zwölf", 1));
        Assert.Contains("10 words, 7 different", outcome.Output);
        Assert.Equal("", outcome.Error);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Counts_bytes_of_serialized_messages()
    {
        var path = Sandbox.Write("a.txt", "one two two");

        var outcome = await Sandbox.RunAsync("--input", Sandbox.Input, "--workers", "1");

        // Joined: 4. The file: its members, two lengths, its path. The counts: members, worker, a length, two entries of 8 + 1 + 3, and no problem.
        Assert.Equal((3, 4 + 9 + Encoding.UTF8.GetByteCount(path) + 9 + (2 * 12) + 4), outcome.Numbers);
    }

    [Fact]
    public async Task Sends_counts_that_are_larger_than_a_frame_in_one_message()
    {
        // 20,000 words of 6 letters: 300,000 bytes of entries.
        Sandbox.Write("many.txt", string.Join(' ', Enumerable.Range(0, 20_000).Select(Word)));

        var outcome = await Sandbox.RunAsync("--input", Sandbox.Input, "--workers", "2");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("20,000 words, 20,000 different", outcome.Output);
        Assert.Equal(2 + 1 + 1, outcome.Numbers.Messages);
    }

    [Theory]
    [InlineData("memfd", 2)]
    [InlineData("unix", 2)]
    [InlineData("seqpacket", 2)]
    [InlineData("memfd", 1)]
    [InlineData("memfd", 4)]
    public async Task Is_exact_when_a_worker_is_killed(string mechanism, int workers)
    {
        var text = string.Join(' ', Enumerable.Range(0, 5_000).Select(Word));
        for (var i = 0; i < 40; i++)
            Sandbox.Write($"{i}.txt", text);

        var outcome = await Sandbox.RunAsync(
            "--input", Sandbox.Input, "--mechanism", mechanism, "--workers", workers.ToString(CultureInfo.InvariantCulture), "--kill-one");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.EndsWith($" bytes, {workers} workers over {mechanism}, counts agree", outcome.LastLine);
        Assert.Contains("200,000 words, 5,000 different", outcome.Output);
        // By its socket, not by missing heartbeats. What it had been handed another one has counted, or the counts would not agree.
        Assert.Matches("was killed midway; the end of its socket told so after [0-9,]{1,5}[.][0-9] ms. What it had not answered another worker did.", outcome.Output);
        Assert.Contains("(died)", outcome.Output);
        // The killed worker could not remove its entry; the others did.
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Kills_one_even_if_there_is_only_one_file()
    {
        Sandbox.Write("only.txt", "one two two");

        var outcome = await Sandbox.RunAsync("--input", Sandbox.Input, "--workers", "2", "--kill-one");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("was killed midway", outcome.Output);
    }

    [Fact]
    public async Task What_a_killed_worker_had_in_hand_another_one_counts()
    {
        Sandbox.Write("only.txt", "one two two");

        var outcome = await Sandbox.RunAsync("--input", Sandbox.Input, "--workers", "1", "--kill-one");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("0", outcome.Cell("1 (died)", 2));
        Assert.Equal("1", outcome.Cell("2", 2));
    }

    [Fact]
    public async Task Counts_the_reference_documentation_of_this_machine()
    {
        var outcome = await Sandbox.RunAsync("--kill-one");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.EndsWith($" bytes, {Environment.ProcessorCount} workers over memfd, counts agree", outcome.LastLine);
        Assert.Contains("the reference documentation of .NET", outcome.Output);
        Assert.True(outcome.Numbers.Bytes > 1_000_000, outcome.ToString());
        AssertNothingIsLeft();
    }

    private static string Word(int number) => string.Create(6, number, (word, n) =>
    {
        for (var i = 0; i < word.Length; i++, n /= 26)
            word[i] = (char)('a' + (n % 26));
    });
}
