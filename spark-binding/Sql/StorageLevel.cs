using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>The location of a cached frame and its number of copies.</summary>
public sealed class StorageLevel : IJvmObjectReferenceProvider
{
    static readonly string _className = "org.apache.spark.storage.StorageLevel";

    public StorageLevel(bool useDisk, bool useMemory, bool useOffHeap, bool deserialized, int replication = 1)
        : this((JvmObjectReference)Jvm.CallStatic(_className, "apply", useDisk, useMemory, useOffHeap, deserialized, replication)!) { }

    public StorageLevel(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public static StorageLevel NONE => new(false, false, false, false);

    public static StorageLevel DISK_ONLY => new(true, false, false, false);

    public static StorageLevel DISK_ONLY_2 => new(true, false, false, false, 2);

    public static StorageLevel MEMORY_ONLY => new(false, true, false, true);

    public static StorageLevel MEMORY_ONLY_2 => new(false, true, false, true, 2);

    public static StorageLevel MEMORY_ONLY_SER => new(false, true, false, false);

    public static StorageLevel MEMORY_ONLY_SER_2 => new(false, true, false, false, 2);

    public static StorageLevel MEMORY_AND_DISK => new(true, true, false, true);

    public static StorageLevel MEMORY_AND_DISK_2 => new(true, true, false, true, 2);

    public static StorageLevel MEMORY_AND_DISK_SER => new(true, true, false, false);

    public static StorageLevel MEMORY_AND_DISK_SER_2 => new(true, true, false, false, 2);

    public static StorageLevel OFF_HEAP => new(true, true, true, false);

    public bool UseDisk => (bool)this.Call("useDisk")!;

    public bool UseMemory => (bool)this.Call("useMemory")!;

    public bool UseOffHeap => (bool)this.Call("useOffHeap")!;

    public bool Deserialized => (bool)this.Call("deserialized")!;

    public int Replication => (int)this.Call("replication")!;

    public string Description() => this.Text("description");

    public override string ToString() => this.Text("toString");

    public override bool Equals(object? obj) => obj is StorageLevel other && (bool)this.Call("equals", other)!;

    public override int GetHashCode() => (int)this.Call("hashCode")!;
}
