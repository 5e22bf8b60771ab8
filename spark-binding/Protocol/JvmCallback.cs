using System.Security.Cryptography;
using Analytics.SparkBinding.Protocol;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding;

/// <summary>A C# object that Java can call; it can be passed where one of its Java interfaces is expected.</summary>
/// <remarks>
/// The handler gets the Java method's name and arguments. While it runs, calls into the JVM from its thread run in the JVM thread
/// that called it. The JVM rethrows the handler's exception: a JVM exception as itself, another as java.lang.RuntimeException.
/// The callback stays alive until the JVM collects its proxy; later calls of a disposed callback fail.
/// </remarks>
/// <param name="javaInterfaces">Full names of the interfaces, separated by <c>;</c>.</param>
/// <param name="handler">Converts method name and arguments to the result; null for void. It is not called for hashCode, equals and
/// toString.</param>
public sealed class JvmCallback(string javaInterfaces, Func<string, object?[], object?> handler) : IDisposable
{
    static int _last;
    ProxyTable? _table;

    public string JavaInterfaces { get; } = javaInterfaces;

    // The JVM's calls carry no token, so this secret id authenticates the caller.
    internal string Id { get; } = "p" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A number that is unique in this process, for Java's hashCode and toString, since the id is secret.</summary>
    internal int Number { get; } = Interlocked.Increment(ref _last);

    internal Func<string, object?[], object?> Handler { get; } = handler;

    public void Dispose() => _table?.Remove(this);

    public override string ToString() => $"{nameof(JvmCallback)} {Number} of .NET process {Environment.ProcessId}";

    internal void PassedTo(ProxyTable table) => _table = table;

    /// <summary>
    /// True when a Java object is a proxy of this callback. The JVM passes proxies by reference, so their texts are compared.
    /// </summary>
    internal bool IsSame(object? other) => other is JvmObjectReference reference && ToString().Equals(reference.Invoke("toString"));
}
