using Bus.Dispatch;
using CsCheck;
using Xunit;

namespace Bus.Tests.Dispatch;

public sealed class RoleWordTests
{
    [Fact]
    public void A_run_changes_nothing_of_the_generation_and_the_other_way_round() => Gen.Long.Sample(word =>
    {
        var run = RoleWord.NextRun(word);
        Assert.Equal(RoleWord.GenerationOf(word), RoleWord.GenerationOf(run));
        Assert.Equal(RoleWord.Running, RoleWord.StateOf(run));
        Assert.False(RoleWord.IsSameRun(RoleWord.In(word, RoleWord.Running), run));

        var next = RoleWord.NextGeneration(word);
        Assert.Equal(unchecked(RoleWord.GenerationOf(word) + 1), RoleWord.GenerationOf(next));
        Assert.Equal(RoleWord.Reading, RoleWord.StateOf(next));
    });

    [Fact]
    public void Touching_the_queue_is_part_of_the_run()
    {
        var run = RoleWord.NextRun(0);
        Assert.True(RoleWord.IsSameRun(run, RoleWord.In(run, RoleWord.Touching)));
        Assert.False(RoleWord.IsSameRun(run, RoleWord.In(run, RoleWord.Reading)));
    }

    [Fact]
    public void A_run_that_has_ended_cannot_be_taken()
    {
        var role = new RoleWord();
        var first = RoleWord.NextRun(role.Read());
        role.Store(first);
        Assert.True(role.TryChange(first, RoleWord.In(first, RoleWord.Reading)));
        role.Store(RoleWord.NextRun(role.Read()));

        Assert.False(role.TryChange(first, RoleWord.NextGeneration(first)));
        Assert.Equal(0, RoleWord.GenerationOf(role.Read()));
    }
}
