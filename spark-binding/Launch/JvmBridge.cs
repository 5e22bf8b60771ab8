using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Launch;

/// <summary>Implements Microsoft.Spark's interface by the JVM of this process.</summary>
sealed class JvmBridge : IJvmBridge
{
    public static readonly JvmBridge Instance = new();

    public JvmObjectReference CallConstructor(string className, object? arg0) => JvmHost.Current.New(className, [arg0]);

    public JvmObjectReference CallConstructor(string className, object? arg0, object? arg1) => JvmHost.Current.New(className, [arg0, arg1]);

    public JvmObjectReference CallConstructor(string className, params object?[] args) => JvmHost.Current.New(className, args);

    public object? CallStaticJavaMethod(string className, string methodName, object? arg0) =>
        JvmHost.Current.CallStatic(className, methodName, [arg0]);

    public object? CallStaticJavaMethod(string className, string methodName, object? arg0, object? arg1) =>
        JvmHost.Current.CallStatic(className, methodName, [arg0, arg1]);

    public object? CallStaticJavaMethod(string className, string methodName, params object?[] args) =>
        JvmHost.Current.CallStatic(className, methodName, args);

    public object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, object? arg0) =>
        objectId.Invoke(methodName, [arg0]);

    public object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, object? arg0, object? arg1) =>
        objectId.Invoke(methodName, [arg0, arg1]);

    public object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, params object?[] args) =>
        objectId.Invoke(methodName, args);

    public void Dispose() => JvmHost.Shutdown();
}
