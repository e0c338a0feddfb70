namespace Bus.Hosting;

/// <summary>An option of <see cref="BusOptions"/> is malformed or out of range.</summary>
public sealed class BusOptionsException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which option, the value seen, and what is allowed.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public BusOptionsException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
