namespace Bus;

/// <summary>A signal cannot be sent or subscribed to.</summary>
public sealed class SignalException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which signal, whose, why, and what to do.</param>
    public SignalException(string message) : base(message)
    {
    }
}
