using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Microsoft.Spark;

/// <summary>The application on its cluster; one per JVM.</summary>
/// <remarks>Job groups and local properties belong to a JVM thread: set them in the thread that starts the jobs.</remarks>
public sealed class SparkContext : IJvmObjectReferenceProvider
{
    static readonly string _className = "org.apache.spark.SparkContext";

    public SparkContext()
        : this(new SparkConf()) { }

    public SparkContext(SparkConf conf)
        : this(Jvm.New(_className, conf)) { }

    public SparkContext(string master, string appName)
        : this(master, appName, new SparkConf()) { }

    public SparkContext(string master, string appName, SparkConf conf)
        : this(Jvm.New(_className, master, appName, conf)) { }

    public SparkContext(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public int DefaultParallelism => (int)this.Call("defaultParallelism")!;

    public static SparkContext GetOrCreate(SparkConf conf) =>
        new((JvmObjectReference)JvmCalls.CallStatic(_className, "getOrCreate", conf)!);

    public SparkConf GetConf() => new(this.Object("getConf"));

    /// <param name="logLevel"><c>ALL</c>, <c>DEBUG</c>, <c>ERROR</c>, <c>FATAL</c>, <c>INFO</c>, <c>OFF</c>, <c>TRACE</c> or
    /// <c>WARN</c>.</param>
    public void SetLogLevel(string logLevel) => this.Do("setLogLevel", logLevel);

    public void Stop() => this.Do("stop");

    public void SetJobDescription(string value) => this.Do("setJobDescription", value);

    public void SetJobGroup(string groupId, string description, bool interruptOnCancel = false) =>
        this.Do("setJobGroup", groupId, description, interruptOnCancel);

    public void ClearJobGroup() => this.Do("clearJobGroup");

    public void AddFile(string path, bool recursive = false) => this.Do("addFile", path, recursive);

    public void SetCheckpointDir(string directory) => this.Do("setCheckpointDir", directory);

    /// <summary>Returns the checkpoint folder, or null when none is set.</summary>
    public string? GetCheckpointDir()
    {
        using var option = this.Object("getCheckpointDir");
        return (bool)option.Call("isDefined")! ? option.Text("get") : null;
    }

    public string Version() => this.Text("version");

    /// <summary>Cancels the jobs of a group; a streaming query's group is its run id. Not in Microsoft.Spark.</summary>
    public void CancelJobGroup(string groupId) => this.Do("cancelJobGroup", groupId);

    /// <summary>
    /// Sets a property of this JVM thread that jobs and started queries inherit, such as their scheduler pool. Not in Microsoft.Spark.
    /// </summary>
    public void SetLocalProperty(string key, string? value) => this.Do("setLocalProperty", key, value);

    /// <summary>True when the context is stopped, by <see cref="Stop"/> or otherwise. Not in Microsoft.Spark.</summary>
    public bool IsStopped() => (bool)this.Call("isStopped")!;
}
