namespace Microsoft.Spark.Interop.Ipc;

/// <summary>A C# object that represents one object in the JVM; it can be passed where that object is expected.</summary>
public interface IJvmObjectReferenceProvider
{
    JvmObjectReference Reference { get; }
}
