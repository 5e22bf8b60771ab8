using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark;

/// <summary>What the JVM threw. <see cref="Exception.Message"/> is its whole stack trace, as in .NET for Apache Spark.</summary>
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

    /// <summary>Full name of the Java exception's class; empty when only a text is known.</summary>
    public string ClassName { get; }

    /// <summary>Its <c>getMessage()</c>.</summary>
    public string? JavaMessage { get; }

    public string JavaStackTrace { get; }

    /// <summary>
    /// The Java Throwable itself, to ask it for more (<c>getSQLState</c>); null when Py4J, not the method called, refused the call.
    /// </summary>
    public JvmObjectReference? Throwable { get; }

    /// <summary>The first JVM exception in the chain of inner exceptions, or null.</summary>
    public static JvmException? Of(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is JvmException found)
                return found;
        }

        return null;
    }

    /// <summary>The Java exception's <c>getCause()</c>, or null; one call into the JVM.</summary>
    public JvmException? Cause() =>
        Throwable?.Invoke("getCause") is JvmObjectReference cause ? Analytics.SparkBinding.Protocol.JvmFailures.Describe(cause) : null;
}
