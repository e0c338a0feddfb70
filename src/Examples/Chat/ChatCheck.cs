namespace Bus.Examples.Chat;

/// <summary>What has to hold: everybody has heard every line of everybody else while both were there, in order, and knows who has left, and how.</summary>
internal static class ChatCheck
{
    /// <returns>What does not hold.</returns>
    public static IEnumerable<string> Problems(IReadOnlyList<Participant> participants)
    {
        foreach (var listener in participants)
        {
            if (listener.Heard is not { } heard)
                continue;
            if (heard.Motto != ChatRun.Motto)
                yield return $"{listener.Nick} has not seen what is on the door";
            foreach (var speaker in participants)
            {
                if (speaker == listener || (speaker.Departure is not null && listener.Missed > 0))
                    continue;
                foreach (var problem in Problems(speaker, listener, heard.Others.GetValueOrDefault(speaker.Nick, HeardOf.Nothing)))
                    yield return $"{listener.Nick} {problem}";
            }
        }
    }

    private static IEnumerable<string> Problems(Participant speaker, Participant listener, HeardOf heard)
    {
        var isKilled = speaker.Departure == PeerDownReason.Crashed;
        // What was on its way when its speaker was killed may be lost, but only from the end.
        var first = speaker.Missed > 0 ? 1 : listener.Missed + 1;
        if (heard.Stray > 0 || heard.First != first || (!isKilled && heard.Last != speaker.Said))
        {
            var expected = isKilled ? $"{first} and following" : $"{first} to {speaker.Said}";
            yield return $"heard lines {heard.First} to {heard.Last} of {speaker.Nick} and {heard.Stray} stray ones, and not {expected}";
        }

        if (heard.Departure != speaker.Departure)
            yield return $"takes {speaker.Nick} for {Name(heard.Departure)}, not for {Name(speaker.Departure)}";
        if (heard.SaidGoodbye != (speaker.Departure == PeerDownReason.ShutDown))
            yield return $"heard {(heard.SaidGoodbye ? "a" : "no")} goodbye of {speaker.Nick}";
    }

    private static string Name(PeerDownReason? departure) => departure?.ToString() ?? "present";
}
