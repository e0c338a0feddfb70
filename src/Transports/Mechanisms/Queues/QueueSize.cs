namespace Bus.Transports.Mechanisms;

/// <summary>How much a message queue holds: so many messages of so many bytes.</summary>
internal readonly record struct QueueSize(int Messages, int MessageBytes)
{
    public const int FewestMessages = 2;
    public const int MostMessages = 65_536;
    public const int SmallestMessage = 1024;
    public const int LargestMessage = 1024 * 1024;

    /// <summary>What is configured.</summary>
    public static QueueSize Of(MechanismOptions options) => new(options.QueueMessages, options.QueueMessageBytes);

    /// <summary>The next smaller one: first fewer messages, then shorter ones. Null if this is the smallest.</summary>
    public QueueSize? Smaller()
    {
        if (Messages > FewestMessages)
            return this with { Messages = Math.Max(Messages / 2, FewestMessages) };
        return MessageBytes > SmallestMessage ? this with { MessageBytes = Math.Max(MessageBytes / 2, SmallestMessage) } : null;
    }

    public override string ToString() => $"{Messages:N0} messages of {MessageBytes:N0} bytes";
}
