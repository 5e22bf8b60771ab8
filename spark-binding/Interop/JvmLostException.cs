namespace Analytics.SparkBinding;

/// <summary>The JVM, or the JVM thread behind one connection, ended while it was needed. Its objects are gone with it.</summary>
public sealed class JvmLostException(string message, Exception? inner = null) : Exception(message, inner);
