namespace Bus.Transports.Links;

/// <summary>Who gets what a link brings. Called on the link's reader thread, one call at a time.</summary>
internal interface ILinkListener
{
    /// <summary>A frame's payload; the array belongs to the listener.</summary>
    void OnFrame(byte[] payload);

    /// <summary>Nothing more will come. Exactly once, after the last frame, when all kernel objects of the link have been freed.</summary>
    void OnEnded(LinkEnd end, string reason);
}
