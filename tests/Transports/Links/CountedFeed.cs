using Bus.Transports.Links;

namespace Bus.Transports.Tests.Links;

/// <summary>Gives one frame at a time, as long as it has some.</summary>
internal sealed class CountedFeed(int writer) : IFrameFeed
{
    private int _left;
    private int _given;

    public int Given => Volatile.Read(ref _given);

    public void Add(int frames) => Interlocked.Add(ref _left, frames);

    public void Feed(ByteQueue queue)
    {
        if (Volatile.Read(ref _left) == 0)
            return;
        Interlocked.Decrement(ref _left);
        new NumberedFrames(writer, _given, count: 1, padding: 20).WriteTo(queue);
        Volatile.Write(ref _given, _given + 1);
    }
}
