using CsCheck;
using Xunit;

namespace Bus.Tests.Dispatch.HandOver;

/// <summary>The role changes hands at any moment that chance finds.</summary>
public sealed class HandOverStressSpec : LaneSpec
{
    private static readonly Gen<HandOverScenario> Scenarios =
        from actors in Gen.Int[1, 8]
        from budget in Gen.OneOf(Gen.Const(0), Gen.Const(50), Gen.Const(1_000_000))
        from batches in Gen.Select(
            Gen.Int[0, 100],
            Gen.Select(
                Gen.Int[0, actors - 1],
                Gen.Frequency(
                    (8, Gen.Const(Work.Nothing)),
                    (6, Gen.Const(Work.Spin)),
                    (4, Gen.Const(Work.Yield)),
                    (1, Gen.Const(Work.Sleep)),
                    (8, Gen.Const(Work.Forward)),
                    (1, Gen.Const(Work.AwaitTheLane))),
                Gen.Int[0, 100]).Array[0, 12]).Array[1, 60]
        select new HandOverScenario(actors, budget, batches);

    [Fact]
    public void No_message_is_lost_doubled_or_out_of_order()
    {
        var takeOvers = 0;
        Scenarios.Sample(
            scenario =>
            {
                using var run = new HandOverRun(System, scenario);
                Interlocked.Add(ref takeOvers, run.Check());
            },
            iter: 60,
            threads: 1);
        Assert.InRange(takeOvers, 1, int.MaxValue);
    }
}
