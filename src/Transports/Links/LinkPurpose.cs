namespace Bus.Transports.Links;

/// <summary>What a link is for.</summary>
internal enum LinkPurpose : byte
{
    /// <summary>Carries an association of Akka.Remote.</summary>
    Association = 1,

    /// <summary>Carries user messages past Akka.Remote's endpoint actors.</summary>
    Lane = 2,

    /// <summary>Carries nothing: each side only wants to know that the other is there, and how it leaves.</summary>
    Presence = 3,
}
