using Xunit;

namespace Bus.Examples.Tests;

/// <summary>Which examples there are.</summary>
[Collection("one program at a time")]
public sealed class ListTests : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _sandbox.DisposeAsync().AsTask();

    [Fact]
    public async Task Lists_all_examples()
    {
        var outcome = await _sandbox.RunAsync("list");

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
        var outcome = await _sandbox.RunAsync(example, "--help");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        foreach (var option in options)
            Assert.Contains($"  {option}", outcome.Output);
    }

    [Fact]
    public async Task The_main_job_has_a_name_too()
    {
        _sandbox.Write("a.txt", "one two two");

        var outcome = await _sandbox.RunAsync("word-count", "--input", _sandbox.Input, "--workers", "1");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("2", outcome.Cell("two", 1));
    }
}
