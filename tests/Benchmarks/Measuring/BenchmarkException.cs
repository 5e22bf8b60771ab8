namespace Analytics.Benchmarks.Measuring;

/// <summary>A contender could not be measured; the message says why.</summary>
sealed class BenchmarkException(string message) : Exception(message);
