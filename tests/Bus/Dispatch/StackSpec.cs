using Xunit;

namespace Bus.Tests.Dispatch;

/// <summary>A lane's thread runs serializers and actors. What goes deeper than the thread's stack ends the process.</summary>
public sealed class StackSpec : LaneSpec
{
    [Fact]
    public async Task A_lanes_thread_has_the_stack_of_any_other_thread()
    {
        await using var lane = new TestLane(System, TestLane.Patient);
        Assert.Equal(1, await lane.Pass(() =>
        {
            Span<byte> deep = stackalloc byte[1024 * 1024];
            deep.Fill(1);
            return deep[^1];
        }));
    }
}
