namespace Bus.Transports;

/// <summary>A setting below <c>akka.remote.ipc</c> or <c>bus</c> is missing, malformed or out of range.</summary>
public sealed class IpcSettingsException : IpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What it is about, the value or limit seen, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public IpcSettingsException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
