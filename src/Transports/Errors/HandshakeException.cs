namespace Bus.Transports;

/// <summary>A peer was reached, but no link came of it: it refused, did not answer in time, or is somebody else than was asked for.</summary>
public sealed class HandshakeException : IpcException
{
    /// <summary>True if it closed the connection instead of answering: it has left, or its process has ended.</summary>
    internal bool PeerIsGone { get; init; }

    /// <summary>Creates the error.</summary>
    /// <param name="message">What it is about, the value or limit seen, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public HandshakeException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
