namespace Microsoft.Spark.Interop.Ipc;

/// <summary>A C# object that stands for one object in the JVM; it can be passed wherever that object is expected.</summary>
public interface IJvmObjectReferenceProvider
{
    JvmObjectReference Reference { get; }
}
