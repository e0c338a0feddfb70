namespace Bus.Transports.Links;

/// <summary>Why a link is no more.</summary>
internal enum LinkEnd
{
    /// <summary>This side closed it.</summary>
    Local,

    /// <summary>The peer closed it and said so.</summary>
    PeerShutDown,

    /// <summary>The peer's process is gone, or it closed without a word.</summary>
    PeerCrashed,

    /// <summary>The peer broke the protocol, or the system refused to go on.</summary>
    Failed,
}
