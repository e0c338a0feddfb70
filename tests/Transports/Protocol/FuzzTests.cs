using Bus.Fuzz;
using Xunit;

namespace Bus.Transports.Tests.Protocol;

/// <summary>A short run of every fuzz target; the long ones are <c>dotnet run -c Release --project tests/Fuzz -- --runs 10000000</c>.</summary>
public class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Hostile_bytes_are_refused_and_nothing_else_happens(string name)
    {
        var result = FuzzRunner.Run(FuzzTargets.All.Single(target => target.Name == name), runs: 100_000, seed: Environment.TickCount);
        Assert.True(result.Failure is null, result.ToString());
        Assert.Equal(100_000, result.Runs);
    }
}
