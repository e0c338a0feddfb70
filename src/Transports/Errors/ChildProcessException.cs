namespace Bus.Transports;

/// <summary>A child process cannot be started.</summary>
public sealed class ChildProcessException : IpcException
{
    /// <summary>Creates it.</summary>
    public ChildProcessException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
