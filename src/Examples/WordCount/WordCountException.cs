namespace Bus.Examples.WordCount;

/// <summary>Something that the user must know and can act on. The message is printed as it is, without a stack trace.</summary>
internal sealed class WordCountException(string message, Exception? inner = null) : Exception(message, inner);
