namespace Bus.Dispatch;

/// <summary>
/// Remembers which mailboxes are too slow for a lane's thread. One whose messages took too long twice in a row goes to the pool for its
/// next 16 turns, then gets a trial; each trial that is slow again doubles the number, up to 4,096; one that is quick ends the matter.
/// </summary>
/// <remarks>
/// A fixed table by identity hash: it keeps no mailbox alive. Mailboxes that share an entry evict each other when slow; a quick one never
/// suffers for a slow one. Twice, because a single slow turn may be the machine's doing. Used by the holder of the role alone.
/// </remarks>
internal sealed class InlineHistory
{
    internal const int FirstBan = 16;
    internal const int LongestBan = 4096;
    private const int Entries = 512;

    private readonly Entry[] _entries = [];
    private readonly long _slow;

    /// <param name="slow">Ticks of the stopwatch per message; <see cref="long.MaxValue"/> turns it off.</param>
    public InlineHistory(long slow)
    {
        _slow = slow;
        if (slow != long.MaxValue)
            _entries = new Entry[Entries];
    }

    /// <summary>Whether its next turn may be on the lane's thread. Counts the turn.</summary>
    public bool MayRunInline(int hash)
    {
        if (_entries.Length == 0)
            return true;
        ref var entry = ref Of(hash);
        if (entry.Hash != hash || entry.Ban == 0)
            return true;
        entry.Ban--;
        return false;
    }

    public void Record(int hash, long ticksPerMessage)
    {
        if (_entries.Length == 0)
            return;
        ref var entry = ref Of(hash);
        if (ticksPerMessage < _slow)
        {
            if (entry.Hash == hash)
                entry = default;
        }
        else if (entry.Hash != hash)
            entry = new Entry { Hash = hash };
        else
        {
            entry.LastBan = entry.LastBan == 0 ? FirstBan : Math.Min(entry.LastBan * 2, LongestBan);
            entry.Ban = entry.LastBan;
        }
    }

    /// <summary>It has blocked the thread: no second chance, and the longest ban at once.</summary>
    public void Banish(int hash)
    {
        if (_entries.Length > 0)
            Of(hash) = new Entry { Hash = hash, LastBan = LongestBan, Ban = LongestBan };
    }

    private ref Entry Of(int hash) => ref _entries[hash & (Entries - 1)];

    private struct Entry
    {
        public int Hash;
        public int Ban;
        public int LastBan;
    }
}
