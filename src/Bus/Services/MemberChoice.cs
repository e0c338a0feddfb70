namespace Bus.Services;

/// <summary>Which of several members gets a message. There is at least one.</summary>
internal static class MemberChoice
{
    public static ServiceMember RoundRobin(ReadOnlySpan<ServiceMember> members, ref int turn) =>
        members.Length == 1 ? members[0] : members[(int)(Next(ref turn) % (uint)members.Length)];

    /// <summary>Begins to look one further each time, so that those with as few take turns.</summary>
    public static ServiceMember LeastOutstanding(ReadOnlySpan<ServiceMember> members, ref int turn)
    {
        if (members.Length == 1)
            return members[0];
        var at = (int)(Next(ref turn) % (uint)members.Length);
        var best = members[at];
        var fewest = best.Outstanding;
        for (var i = 1; i < members.Length && fewest > 0; i++)
        {
            at = at + 1 == members.Length ? 0 : at + 1;
            var outstanding = members[at].Outstanding;
            if (outstanding >= fewest)
                continue;
            best = members[at];
            fewest = outstanding;
        }

        return best;
    }

    /// <summary>
    /// Rendezvous hashing (Thaler and Ravishankar, 1996): each member has a score for the key, and the highest wins. So a member that goes gives up its own
    /// keys only, and there is nothing to agree on but the members' names. It looks at every member, which costs about a nanosecond each.
    /// </summary>
    public static ServiceMember ConsistentHash(ReadOnlySpan<ServiceMember> members, ulong key)
    {
        var best = members[0];
        var highest = Score(best, key);
        foreach (var member in members[1..])
        {
            var score = Score(member, key);
            if (score <= highest)
                continue;
            best = member;
            highest = score;
        }

        return best;
    }

    private static ulong Score(ServiceMember member, ulong key) => StableHash.Mix(member.Hash ^ key);

    private static uint Next(ref int turn) => (uint)Interlocked.Increment(ref turn);
}
