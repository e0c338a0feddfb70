using System.Globalization;
using Akka.Actor;
using Bus.Services;
using CsCheck;
using Xunit;

namespace Bus.Tests.Services;

/// <summary>Which member gets a message.</summary>
public sealed class MemberChoiceTests
{
    private static readonly Gen<ServiceMember[]> Crowds = Gen.Select(Gen.ULong.HashSet[1, 20], Gen.Int[0, 5].Array[20]).Select((hashes, owed) =>
        hashes.Select((hash, i) => Member(hash, owed[i])).ToArray());

    [Fact]
    public void Round_robin_gives_to_each_in_turn_also_when_the_count_overflows() => Gen.Select(Gen.Int[1, 20], Gen.OneOf(Gen.Int, Gen.Const(-3)))
        .Sample((count, start) =>
        {
            var members = Members(count);
            var turn = start;
            var chosen = Enumerable.Range(0, count).Select(_ => MemberChoice.RoundRobin(members, ref turn)).ToArray();
            // Where the count of 32 bits begins again, one is out of turn.
            Assert.InRange(chosen.Distinct().Count(), count - ((uint)turn < (uint)start ? count / 2 : 0), count);
        });

    [Fact]
    public void The_one_that_owes_the_fewest_is_chosen() => Gen.Select(Crowds, Gen.Int).Sample((members, start) =>
    {
        var turn = start;
        Assert.Equal(members.Min(member => member.Outstanding), MemberChoice.LeastOutstanding(members, ref turn).Outstanding);
    });

    [Fact]
    public void Those_that_owe_as_few_take_turns()
    {
        var members = Members(5);
        members[3].Outstanding = 1;
        var turn = 0;
        var chosen = Enumerable.Range(0, 500).Select(_ => MemberChoice.LeastOutstanding(members, ref turn)).CountBy(member => member.Hash).ToDictionary();
        Assert.Equal(4, chosen.Count);
        Assert.DoesNotContain(members[3].Hash, chosen.Keys);
        Assert.All(chosen.Values, count => Assert.InRange(count, 100, 200));
    }

    [Fact]
    public void A_lost_member_gives_up_its_own_keys_only() => Gen.Select(Crowds.Where(crowd => crowd.Length > 1), Gen.ULong.Array[100], Gen.Int[0, 19])
        .Sample((members, keys, lost) =>
        {
            var gone = members[lost % members.Length];
            var rest = members.Where(member => member != gone).ToArray();
            foreach (var key in keys)
            {
                var before = MemberChoice.ConsistentHash(members, key);
                if (before != gone)
                    Assert.Same(before, MemberChoice.ConsistentHash(rest, key));
            }
        });

    [Fact]
    public void The_order_in_which_members_came_does_not_matter_to_keys() => Gen.Select(Crowds, Gen.ULong.Array[20]).Sample((members, keys) =>
    {
        var otherwise = members.Reverse().ToArray();
        Assert.All(keys, key => Assert.Same(MemberChoice.ConsistentHash(members, key), MemberChoice.ConsistentHash(otherwise, key)));
    });

    [Fact]
    public void Keys_are_spread_over_all_members()
    {
        const int Keys = 100_000;
        var members = Enumerable.Range(1, 10).Select(i => Member(StableHash.Of($"akka.ipc://Orders@local:{i}/user/worker"), 0)).ToArray();
        var shares = Enumerable.Range(0, Keys).Select(i => StableHash.Of(i.ToString(CultureInfo.InvariantCulture)))
            .CountBy(key => MemberChoice.ConsistentHash(members, key).Hash).ToDictionary();
        Assert.Equal(members.Length, shares.Count);
        // Ten standard deviations of a fair draw.
        Assert.All(shares.Values, share => Assert.InRange(share, 9_050, 10_950));
    }

    private static ServiceMember[] Members(int count) => [.. Enumerable.Range(0, count).Select(i => Member((ulong)i, 0))];

    private static ServiceMember Member(ulong hash, int owed) => new(ActorRefs.Nobody, ServiceRouting.RoundRobin, 0, hash, isOwn: true) { Outstanding = owed };
}
