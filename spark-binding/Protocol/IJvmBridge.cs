namespace Microsoft.Spark.Interop.Ipc;

/// <summary>Calls into the JVM, with the interface of .NET for Apache Spark.</summary>
/// <remarks>A Java exception arrives as <see cref="Exception"/> whose inner exception is a <see cref="JvmException"/>.</remarks>
public interface IJvmBridge : IDisposable
{
    JvmObjectReference CallConstructor(string className, object? arg0);

    JvmObjectReference CallConstructor(string className, object? arg0, object? arg1);

    JvmObjectReference CallConstructor(string className, params object?[] args);

    object? CallStaticJavaMethod(string className, string methodName, object? arg0);

    object? CallStaticJavaMethod(string className, string methodName, object? arg0, object? arg1);

    object? CallStaticJavaMethod(string className, string methodName, params object?[] args);

    object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, object? arg0);

    object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, object? arg0, object? arg1);

    object? CallNonStaticJavaMethod(JvmObjectReference objectId, string methodName, params object?[] args);
}
