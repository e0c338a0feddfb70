using System.Text;

namespace Bus.Lanes;

/// <summary>What one lane knows of one actor: its path, and the number that stands for the path once it was used again.</summary>
/// <remarks>The mutable members are guarded by the lock of the lane's outbox.</remarks>
internal sealed class LaneName(object lane, string text, bool isTemporary)
{
    /// <summary>The <see cref="OutboundLane.Token"/> of the lane.</summary>
    public object Lane => lane;

    /// <summary>The path with address and uid.</summary>
    public string Text => text;

    /// <summary>The same, UTF-8.</summary>
    public byte[] Path { get; } = Encoding.UTF8.GetBytes(text);

    /// <summary>False if it is longer than a peer takes.</summary>
    public bool IsSendable => Path.Length <= LaneFormat.MostTextBytes;

    /// <summary>Made for one answer; a number would not be worth it.</summary>
    public bool IsTemporary => isTemporary;

    /// <summary>The number, or -1.</summary>
    public int Number { get; set; } = -1;

    /// <summary>It was used before.</summary>
    public bool IsKnown { get; set; }

    /// <summary>It was used since the hand last passed it.</summary>
    public bool IsRecent { get; set; }
}
