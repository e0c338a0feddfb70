namespace Bus.Transports.Rendezvous;

/// <summary>What a link is for.</summary>
internal enum LinkPurpose : byte
{
    /// <summary>Carries an association of Akka.Remote.</summary>
    Association = 1,

    /// <summary>Carries user messages past Akka.Remote's endpoint actors. Reserved: this version refuses it.</summary>
    Lane = 2,
}
