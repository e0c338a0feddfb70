namespace Bus.Transports;

/// <summary>The operating system refused what a mechanism needs: a limit, memory, a descriptor; or a mechanism was misused.</summary>
public sealed class MechanismException : IpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What it is about, the value or limit seen, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public MechanismException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
