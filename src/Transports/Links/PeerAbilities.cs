namespace Bus.Transports.Links;

/// <summary>What a system can do beyond what its transport can. In its entry in the directory, and in the hello of a presence; unknown bits mean nothing.</summary>
[Flags]
internal enum PeerAbilities : byte
{
    None = 0,

    /// <summary>Reads envelopes, which messages that are measured wear on the classic way: it has the Bus.</summary>
    Envelopes = 1,
}
