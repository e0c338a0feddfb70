namespace Bus.Tests.Lanes.Actors;

/// <summary>How many messages have come to whom they were for, from whom they said.</summary>
public sealed class AddresseeLog
{
    private int _right;
    private int _wrong;

    public int Right => Volatile.Read(ref _right);

    public int Wrong => Volatile.Read(ref _wrong);

    public void Add(bool right) => Interlocked.Increment(ref right ? ref _right : ref _wrong);
}
