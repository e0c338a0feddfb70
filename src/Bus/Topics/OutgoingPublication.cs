namespace Bus.Topics;

/// <summary>A published message on its way to one peer, with its payload serialized.</summary>
/// <param name="topic">Its topic, for logs.</param>
/// <param name="body">Topic and payload, as <see cref="PublicationFormat"/> says; the same array for every peer.</param>
internal sealed class OutgoingPublication(string topic, byte[] body)
{
    public byte[] Body => body;

    /// <summary>The groups for which the peer was chosen, by their <see cref="InterestName.Text"/>. Of each, one member gets the message.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>It is a retained message for these only.</summary>
    public Replay? Replay { get; init; }

    public override string ToString() => $"a publication of '{topic}'";
}
