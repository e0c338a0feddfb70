namespace Bus.Examples.Running;

/// <summary>Something that the user must know and can act on. The message is printed as it is, without a stack trace.</summary>
internal sealed class ExampleException(string message, Exception? inner = null) : Exception(message, inner);
