using Xunit;

namespace Bus.Examples.Tests;

/// <summary>What tests that run the program have in common: a sandbox of their own, and one program at a time.</summary>
[Collection("one program at a time")]
public abstract class ExampleTests : IAsyncLifetime
{
    protected Sandbox Sandbox { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Sandbox.DisposeAsync().AsTask();

    /// <summary>No process, and no file.</summary>
    protected void AssertNothingIsLeft()
    {
        Assert.Empty(Sandbox.Processes);
        Assert.Empty(Sandbox.Leftovers);
    }
}
