using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkGateway.Protocol;

internal sealed class Gateway
{
    public IJvmBridge Bridge { get; } = Interop.JvmBridge.Instance;
    public object? Call(JvmObjectReference target, string method, object?[] args) => throw new NotSupportedException();
    public object? CallStatic(string className, string method, object?[] args) => throw new NotSupportedException();
    public JvmObjectReference New(string className, object?[] args) => throw new NotSupportedException();
    public JvmObjectReference NewArray(string elementClass, IReadOnlyList<object?> items) => throw new NotSupportedException();
    public JvmObjectReference NewList(IReadOnlyList<object?> items) => throw new NotSupportedException();
    public JvmObjectReference NewMap(IEnumerable<KeyValuePair<string, string>> entries) => throw new NotSupportedException();
    public JvmObjectReference ToSeq(IReadOnlyList<object?> items) => throw new NotSupportedException();
    public object? StaticField(string className, string field) => throw new NotSupportedException();
    public object? Field(JvmObjectReference target, string field) => throw new NotSupportedException();
    public int Length(JvmObjectReference array) => throw new NotSupportedException();
    public object? Element(JvmObjectReference array, int index) => throw new NotSupportedException();
    public bool HasClass(string className) => throw new NotSupportedException();
    public string ClassNameOf(JvmObjectReference target) => throw new NotSupportedException();
    public IDisposable Flow() => throw new NotSupportedException();
    public void Release(string id) => throw new NotSupportedException();
}

internal static class JvmFailures
{
    public static Microsoft.Spark.JvmException Describe(JvmObjectReference throwable) => throw new NotSupportedException();
}
