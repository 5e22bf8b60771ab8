namespace Analytics.SparkBinding;

/// <summary>The JVM, or the JVM thread of one connection, ended while it was needed. Its objects are lost.</summary>
public sealed class JvmLostException(string message, Exception? inner = null) : Exception(message, inner);
