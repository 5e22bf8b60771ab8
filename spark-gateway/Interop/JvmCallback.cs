namespace Analytics.SparkGateway;

/// <summary>A C# object that Java can call: pass it where one of its Java interfaces is expected.</summary>
/// <remarks>
/// The handler gets the Java method's name and arguments. While it runs, calls into the JVM from its thread run in the JVM thread
/// that called. An exception that leaves it is thrown in the JVM: a JVM exception as itself, another as java.lang.RuntimeException.
/// The JVM holds it until it collects its proxy; disposing it makes later calls fail.
/// </remarks>
/// <param name="javaInterfaces">Full names of the interfaces, separated by <c>;</c>.</param>
public sealed class JvmCallback(string javaInterfaces, Func<string, object?[], object?> handler) : IDisposable
{
    public string JavaInterfaces { get; } = javaInterfaces;

    internal Func<string, object?[], object?> Handler { get; } = handler;

    public void Dispose()
    {
    }
}
