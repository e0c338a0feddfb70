namespace Bus.Transports;

/// <summary>The base of every error that this assembly throws. Messages name the object, the value seen, and the way out.</summary>
public abstract class IpcException : Exception
{
    private protected IpcException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
