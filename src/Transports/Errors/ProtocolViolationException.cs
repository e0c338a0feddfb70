namespace Bus.Transports;

/// <summary>A peer sent what the protocol does not allow. The link to it is closed; nothing else is affected.</summary>
public sealed class ProtocolViolationException : IpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What it is about, the value or limit seen, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public ProtocolViolationException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
