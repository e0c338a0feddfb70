namespace Bus.Topics;

/// <summary>A published message on its way to one peer, with its payload serialized.</summary>
/// <param name="topic">Its topic, for logs.</param>
/// <param name="plain">All of it if it is for no groups and no replay, as <see cref="PublicationFormat"/> says; the same array for every peer.</param>
internal sealed class OutgoingPublication(string topic, byte[] plain)
{
    public byte[] Plain => plain;

    public bool IsPlain => Groups.Count == 0 && Replay is null;

    /// <summary>The groups for which the peer was chosen, by their <see cref="InterestName.Text"/>. Of each, one member gets the message.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>It is a retained message for these only.</summary>
    public Replay? Replay { get; init; }

    public override string ToString() => $"a publication of '{topic}'";
}
