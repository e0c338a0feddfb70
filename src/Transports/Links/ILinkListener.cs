namespace Bus.Transports.Links;

/// <summary>Who gets what a link brings. Called on the link's reader thread, one call at a time.</summary>
internal interface ILinkListener : IFrameSink
{
    /// <summary>By default a copy is delivered, which the listener may keep.</summary>
    void IFrameSink.OnFrameInBlock(ReadOnlySpan<byte> payload) => OnFrame(payload.ToArray());

    /// <summary>Nothing more will come. Exactly once, after the last frame, when all kernel objects of the link have been freed.</summary>
    void OnEnded(LinkEnd end, string reason);
}
