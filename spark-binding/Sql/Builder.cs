using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Builds a session from a name and settings.</summary>
public sealed class Builder : IJvmObjectReferenceProvider
{
    internal Builder() => Reference = (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.SparkSession", "builder")!;

    public JvmObjectReference Reference { get; }

    public Builder Master(string master) => Self("master", master);

    public Builder AppName(string appName) => Self("appName", appName);

    public Builder Config(string key, string value) => Self("config", key, value);

    public Builder Config(string key, bool value) => Self("config", key, value);

    public Builder Config(string key, double value) => Self("config", key, value);

    public Builder Config(string key, long value) => Self("config", key, value);

    public Builder Config(SparkConf conf) => Self("config", conf);

    public Builder EnableHiveSupport() => Self("enableHiveSupport");

    /// <summary>Returns the running session with these settings added, or a new session.</summary>
    public SparkSession GetOrCreate() => new(this.Object("getOrCreate"));

    Builder Self(string method, params List<object?> args)
    {
        this.Do(method, args);
        return this;
    }
}
