using Xunit;

namespace Bus.Examples.Tests;

/// <summary>Which examples there are.</summary>
public sealed class ListTests : ExampleTests
{
    [Fact]
    public async Task Lists_all_examples()
    {
        var outcome = await Sandbox.RunAsync("list");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        foreach (var example in Example.All)
            Assert.Equal(example.Summary, outcome.Cell(example.Name, 1));
        Assert.Equal(["word-count", "chat", "prices", "client-server"], Example.All.Select(example => example.Name));
    }

    [Theory]
    [InlineData("word-count", "--input", "--mechanism", "--workers", "--kill-one")]
    [InlineData("chat", "--mechanism", "--members", "--lines", "--pause", "--kill-one")]
    [InlineData("prices", "--mechanism", "--publishers", "--consumers", "--rate", "--seconds", "--slow", "--stop-one")]
    [InlineData("client-server", "--mechanism", "--clients", "--in-flight", "--rounds", "--seconds")]
    public async Task Every_example_explains_itself(string example, params string[] options)
    {
        var outcome = await Sandbox.RunAsync(example, "--help");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        foreach (var option in options)
            Assert.Contains($"  {option}", outcome.Output);
    }

    [Fact]
    public async Task The_main_job_has_a_name_too()
    {
        Sandbox.Write("a.txt", "one two two");

        var outcome = await Sandbox.RunAsync("word-count", "--input", Sandbox.Input, "--workers", "1");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("2", outcome.Cell("two", 1));
    }
}
