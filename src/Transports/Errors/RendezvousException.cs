namespace Bus.Transports;

/// <summary>An entry of the rendezvous directory cannot be claimed, read or reached.</summary>
public sealed class RendezvousException : IpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What it is about, the value or limit seen, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public RendezvousException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
