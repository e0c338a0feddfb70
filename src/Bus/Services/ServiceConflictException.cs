namespace Bus;

/// <summary>A member cannot be registered: others of the same service were, on other terms.</summary>
public sealed class ServiceConflictException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="message">Who was refused, by whom and why, and what to do.</param>
    public ServiceConflictException(string service, string message) : base(message) => Service = service;

    /// <summary>The name of the service.</summary>
    public string Service { get; }
}
