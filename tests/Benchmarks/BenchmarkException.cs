namespace Bus.Benchmarks;

/// <summary>A run cannot go on. The message says why.</summary>
internal sealed class BenchmarkException(string message, Exception? innerException = null) : Exception(message, innerException);
