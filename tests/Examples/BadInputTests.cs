using Bus.Testing;
using Xunit;

namespace Bus.Examples.Tests;

/// <summary>What cannot work is said clearly, and the exit code says it too.</summary>
public sealed class BadInputTests : ExampleTests
{
    [Theory]
    [InlineData("--workers must be a number from 1 to 256, not '0'", "--workers", "0")]
    [InlineData("--workers must be a number from 1 to 256, not '-3'", "--workers", "-3")]
    [InlineData("--workers must be a number from 1 to 256, not 'many'", "--workers", "many")]
    [InlineData("mechanism names 'pigeon', which is neither a mechanism (memfd, posixshm, ", "--mechanism", "pigeon")]
    [InlineData("mechanism names 'a\"b', which is neither", "--mechanism", "a\"b")]
    [InlineData("mechanism names the class System.Version, which must derive from", "--mechanism", "System.Version, System.Private.CoreLib")]
    [InlineData("There is no folder /no/such/folder.", "--input", "/no/such/folder")]
    [InlineData("Required argument missing for option: '--input'", "--input")]
    [InlineData("'--wrokers'", "--wrokers", "2")]
    public async Task Says_what_is_wrong_with_its_arguments(string message, params string[] arguments) =>
        AssertFailed(message, await Sandbox.RunAsync(arguments));

    [Fact]
    public async Task Says_that_a_folder_has_no_text()
    {
        Directory.CreateDirectory(Path.Combine(Sandbox.Input, "empty"));
        Sandbox.Write("empty.txt", "");
        Sandbox.Write("binary", "\0\0\0");
        Sandbox.Write(".hidden", "one two");

        AssertFailed($"There are no text files below {Sandbox.Input}.", await Sandbox.RunAsync("--input", Sandbox.Input));
    }

    [Fact]
    public async Task Says_which_file_is_not_there()
    {
        var link = Path.Combine(Sandbox.Input, "dangling.txt");
        File.CreateSymbolicLink(link, "nowhere");

        AssertFailed($"Cannot read {link}: ", await Sandbox.RunAsync("--input", Sandbox.Input));
    }

    [Fact]
    public async Task Says_which_file_is_locked()
    {
        var locked = Sandbox.Write("locked.txt", "one");
        using var owner = new FileStream(locked, FileMode.Open, FileAccess.Read, FileShare.None);

        AssertFailed($"Cannot read {locked}: ", await Sandbox.RunAsync("--input", Sandbox.Input));
    }

    [Fact]
    public async Task Says_which_file_a_worker_cannot_read()
    {
        Sandbox.WriteLongInput(files: 60);
        // The smallest file is the last one to be handed out, behind half a gigabyte.
        var gone = Sandbox.Write("gone.txt", "one");
        using var program = Sandbox.Start("--input", Sandbox.Input, "--workers", "2");
        // The coordinator listens once it has found its files.
        await Eventually.True("the coordinator listens", () => Sandbox.Entries.Count > 0);

        File.Delete(gone);

        AssertFailed($"Cannot read {gone}: ", await program.EndAsync());
    }

    [Fact]
    public async Task Explains_itself()
    {
        var outcome = await Sandbox.RunAsync("--help");

        Assert.Equal(0, outcome.ExitCode);
        foreach (var option in new[] { "--input <DIR>", "--mechanism", "--workers <N>", "--kill-one" })
            Assert.Contains(option, outcome.Output);
        Assert.DoesNotContain("worker-", outcome.Output);
    }

    private void AssertFailed(string message, Outcome outcome)
    {
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains(message, outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
        Assert.DoesNotContain("ok:", outcome.Output);
        AssertNothingIsLeft();
    }
}
