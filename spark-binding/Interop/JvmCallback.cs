using System.Security.Cryptography;
using Analytics.SparkBinding.Protocol;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding;

/// <summary>A C# object that Java can call: pass it where one of its Java interfaces is expected.</summary>
/// <remarks>
/// The handler gets the Java method's name and arguments. While it runs, calls into the JVM from its thread run in the JVM thread
/// that called. An exception that leaves it is thrown in the JVM: a JVM exception as itself, another as java.lang.RuntimeException.
/// The JVM holds it until it collects its proxy; disposing it makes later calls fail.
/// </remarks>
/// <param name="javaInterfaces">Full names of the interfaces, separated by <c>;</c>.</param>
/// <param name="handler">Method name and arguments to result; null for void. hashCode, equals and toString are answered without it.</param>
public sealed class JvmCallback(string javaInterfaces, Func<string, object?[], object?> handler) : IDisposable
{
    static int _last;
    ProxyTable? _table;

    public string JavaInterfaces { get; } = javaInterfaces;

    // The JVM's calls carry no token, so knowing this id is what proves a caller.
    internal string Id { get; } = "p" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Distinct in this process; it is what Java's hashCode and toString tell, for the id is a secret.</summary>
    internal int Number { get; } = Interlocked.Increment(ref _last);

    internal Func<string, object?[], object?> Handler { get; } = handler;

    public void Dispose() => _table?.Remove(this);

    public override string ToString() => $"{nameof(JvmCallback)} {Number} of .NET process {Environment.ProcessId}";

    internal void PassedTo(ProxyTable table) => _table = table;

    /// <summary>Whether a Java object is a proxy of this callback: the JVM passes proxies by reference, so only their text tells.</summary>
    internal bool IsSame(object? other) => other is JvmObjectReference reference && ToString().Equals(reference.Invoke("toString"));
}
