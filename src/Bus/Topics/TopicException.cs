namespace Bus;

/// <summary>The bus cannot subscribe, or retain a message: a limit is reached, or another system objects.</summary>
public sealed class TopicException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which topic, which limit or system, and what to do.</param>
    /// <param name="cause">What was behind it.</param>
    public TopicException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
