namespace Bus.Transports.Remoting;

/// <summary>Is told what one association carries: what Akka.Remote has made of messages, and messages of its own. Thread-safe; must not wait and not throw.</summary>
internal interface IAssociationTraffic
{
    /// <summary>The link has accepted it. Called by whichever of Akka.Remote's actors writes.</summary>
    void OnSent(ReadOnlySpan<byte> payload);

    /// <summary>It is larger than the peer takes, and was dropped. As <see cref="OnSent"/>.</summary>
    void OnDropped(ReadOnlySpan<byte> payload);

    /// <summary>It has come. Called by the link's reader.</summary>
    void OnReceived(ReadOnlySpan<byte> payload);
}
