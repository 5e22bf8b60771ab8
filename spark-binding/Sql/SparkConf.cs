using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Microsoft.Spark;

/// <summary>Spark's settings, <c>spark.*</c>.</summary>
public sealed class SparkConf : IJvmObjectReferenceProvider
{
    /// <param name="loadDefaults">True to start with the settings given to spark-submit.</param>
    public SparkConf(bool loadDefaults = true)
        : this(Jvm.New("org.apache.spark.SparkConf", loadDefaults)) { }

    public SparkConf(JvmObjectReference reference) => Reference = reference;

    public JvmObjectReference Reference { get; }

    public SparkConf SetMaster(string master) => Self("setMaster", master);

    public SparkConf SetAppName(string appName) => Self("setAppName", appName);

    public SparkConf SetSparkHome(string sparkHome) => Self("setSparkHome", sparkHome);

    public SparkConf Set(string key, string value) => Self("set", key, value);

    public int GetInt(string key, int defaultValue) => (int)this.Call("getInt", key, defaultValue)!;

    public string Get(string key, string defaultValue) => this.Text("get", key, defaultValue);

    public IReadOnlyList<KeyValuePair<string, string>> GetAll() =>
        [.. JvmCalls.Elements(this.Object("getAll")).Cast<JvmObjectReference>().Select(Pair)];

    static KeyValuePair<string, string> Pair(JvmObjectReference tuple)
    {
        using (tuple)
            return new(tuple.Text("_1"), tuple.Text("_2"));
    }

    SparkConf Self(string method, params List<object?> args)
    {
        this.Do(method, args);
        return this;
    }
}
