namespace Bus.Examples.WordCount;

/// <summary>Messages that went one way between the coordinator and one worker, counted at the coordinator.</summary>
internal sealed class Traffic
{
    public long Messages { get; private set; }

    /// <summary>What serializers make of the messages. Names of recipients and senders, which go once and then by number, are not included.</summary>
    public long Bytes { get; private set; }

    public void Add(int serializedBytes)
    {
        Messages++;
        Bytes += serializedBytes;
    }
}
