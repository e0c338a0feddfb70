namespace Bus.Examples.WordCount;

/// <summary>Messages that went one way between the coordinator and one worker, counted at the coordinator.</summary>
internal sealed class Traffic
{
    public long Messages { get; private set; }

    /// <summary>
    /// The serialized messages: what <see cref="WordCountSerializer"/> makes of them. The envelopes that Akka.Remote puts around them
    /// (paths of recipient and sender, some 100 bytes) and its own messages are not included.
    /// </summary>
    public long Bytes { get; private set; }

    public void Add(WireMessage message)
    {
        Messages++;
        Bytes += message.SerializedBytes;
    }
}
