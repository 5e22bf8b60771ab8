using Analytics.SparkGateway.Protocol;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkGateway;

/// <summary>Commands that are sent together and answered together: one round trip for many calls.</summary>
/// <remarks>They run in order in the JVM thread of the thread that sends. None can use the result of an earlier one.</remarks>
public sealed class JvmPipeline
{
    private readonly Gateway _gateway;

    internal JvmPipeline(Gateway gateway) => _gateway = gateway;

    public int Count { get; private set; }

    public JvmPipeline Call(JvmObjectReference target, string method, params object?[] args) => throw new NotSupportedException();

    public JvmPipeline CallStatic(string className, string method, params object?[] args) => throw new NotSupportedException();

    public JvmPipeline New(string className, params object?[] args) => throw new NotSupportedException();

    /// <summary>Lets the JVM forget the object, after the commands before.</summary>
    public JvmPipeline Release(JvmObjectReference reference) => throw new NotSupportedException();

    /// <summary>Sends what was appended and returns every result in order; the pipeline is empty again afterwards.</summary>
    /// <exception cref="Exception">The first failure, after every command was answered; the inner exception is a JvmException.</exception>
    public object?[] Send() => throw new NotSupportedException();
}
