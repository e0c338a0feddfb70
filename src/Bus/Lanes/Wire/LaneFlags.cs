namespace Bus.Lanes;

/// <summary>What stands in the head of a message in words instead of numbers.</summary>
[Flags]
internal enum LaneFlags : byte
{
    None = 0,

    /// <summary>The recipient's path.</summary>
    RecipientInWords = 1,

    /// <summary>The sender's path.</summary>
    SenderInWords = 2,

    /// <summary>The serializer and the manifest.</summary>
    TypeInWords = 4,

    /// <summary>There is no sender.</summary>
    NoSender = 8,

    /// <summary>It belongs to a trace: <see cref="Telemetry.MessageTrace"/>, before the payload. Of a message or a large one.</summary>
    Traced = 16,
}
