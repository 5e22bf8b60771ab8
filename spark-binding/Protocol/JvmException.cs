using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark;

/// <summary>
/// An exception that the JVM threw. <see cref="Exception.Message"/> is its whole stack trace, as in .NET for Apache Spark.
/// </summary>
/// <remarks>Calls throw it as the inner exception of an <see cref="Exception"/>: find it with <see cref="Of"/>.</remarks>
public class JvmException : Exception
{
    public JvmException(string message)
        : base(message)
    {
        JavaStackTrace = message;
        ClassName = "";
    }

    internal JvmException(string className, string? javaMessage, string stackTrace, JvmObjectReference? throwable)
        : base(stackTrace)
    {
        ClassName = className;
        JavaMessage = javaMessage;
        JavaStackTrace = stackTrace;
        Throwable = throwable;
    }

    /// <summary>The full name of the Java exception's class; empty when only a text is known.</summary>
    public string ClassName { get; }

    /// <summary>The result of its <c>getMessage()</c>.</summary>
    public string? JavaMessage { get; }

    public string JavaStackTrace { get; }

    /// <summary>
    /// The Java Throwable, for further calls (<c>getSQLState</c>); null when Py4J refused the call before the method ran.
    /// </summary>
    public JvmObjectReference? Throwable { get; }

    /// <summary>Returns the first JVM exception in the chain of inner exceptions, or null.</summary>
    public static JvmException? Of(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is JvmException found)
                return found;
        }

        return null;
    }

    /// <summary>Returns the Java exception's <c>getCause()</c>, or null, by one call into the JVM.</summary>
    public JvmException? Cause() =>
        Throwable?.Invoke("getCause") is JvmObjectReference cause ? Analytics.SparkBinding.Protocol.JvmFailures.Describe(cause) : null;
}
