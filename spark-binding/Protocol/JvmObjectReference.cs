using Analytics.SparkBinding;
using Analytics.SparkBinding.Protocol;

namespace Microsoft.Spark.Interop.Ipc;

/// <summary>An object in the JVM. The JVM keeps it until this reference is disposed or collected.</summary>
/// <remarks>Thread-safe: each thread calls through its own connection and so in its own JVM thread.</remarks>
public sealed class JvmObjectReference : IJvmObjectReferenceProvider, IDisposable
{
    readonly JvmClient _client;
    int _released;

    internal JvmObjectReference(JvmClient client, string id, char kind)
    {
        _client = client;
        Id = id;
        Kind = kind;
        JvmScope.Received(this);
    }

    ~JvmObjectReference() => Release();

    /// <summary>The name that Py4J gave the object: <c>o12</c>.</summary>
    public string Id { get; }

    public IJvmBridge Jvm => _client.Bridge;

    JvmObjectReference IJvmObjectReferenceProvider.Reference => this;

    /// <summary>The kind of object by the JVM's answer: r object, l List, a Map, h Set, t array, g Iterator.</summary>
    internal char Kind { get; }

    internal JvmClient Client => _client;

    internal bool IsReleased => Volatile.Read(ref _released) != 0;

    public object? Invoke(string methodName, object? arg0) => _client.Call(this, methodName, [arg0]);

    public object? Invoke(string methodName, object? arg0, object? arg1) => _client.Call(this, methodName, [arg0, arg1]);

    /// <summary>Calls a method of the object; the types of the arguments select the overload.</summary>
    /// <exception cref="Exception">The call failed in the JVM; the inner exception is a <see cref="JvmException"/>.</exception>
    /// <exception cref="JvmLostException">The JVM is gone.</exception>
    public object? Invoke(string methodName, params object?[] args) => _client.Call(this, methodName, args);

    /// <summary>Calls a method with a result of a known type (null becomes the default of <typeparamref name="T"/>).</summary>
    public T Invoke<T>(string methodName, params object?[] args) =>
        _client.Call(this, methodName, args) is { } result ? (T)result : default!;

    /// <summary>Returns the object's class and text for a message, by one or two calls into the JVM.</summary>
    public string GetDebugInfo() => $"{Id}: {_client.ClassNameOf(this)}: {Invoke("toString")}";

    /// <summary>Releases the object in the JVM; the release is sent in the background with others.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    public override string ToString() => Id;

    /// <summary>Marks the object as released; returns true when the caller must send the release to the JVM.</summary>
    internal bool MarkReleased() => Interlocked.Exchange(ref _released, 1) == 0;

    void Release()
    {
        if (MarkReleased())
            _client.Release(Id);
    }
}
