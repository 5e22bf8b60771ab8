using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Microsoft.Spark.Sql.Types;

namespace Microsoft.Spark.Extensions.Delta.Tables;

/// <summary>A Delta table that is changed in place. Each change is one commit.</summary>
public sealed class DeltaTable(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    static readonly string _className = "io.delta.tables.DeltaTable";

    public JvmObjectReference Reference { get; } = reference;

    /// <param name="identifier"><c>parquet.`/path`</c></param>
    public static DeltaTable ConvertToDelta(SparkSession spark, string identifier, StructType partitionSchema) =>
        Static("convertToDelta", spark, identifier, JvmCalls.Schema(partitionSchema));

    public static DeltaTable ConvertToDelta(SparkSession spark, string identifier, string partitionSchema) =>
        Static("convertToDelta", spark, identifier, partitionSchema);

    public static DeltaTable ConvertToDelta(SparkSession spark, string identifier) => Static("convertToDelta", spark, identifier);

    // Without a session Delta uses the session that is active on the JVM thread, and only the thread that created it has one.
    public static DeltaTable ForPath(string path) => ForPath(SparkSession.Active(), path);

    public static DeltaTable ForPath(SparkSession sparkSession, string path) => Static("forPath", sparkSession, path);

    public static DeltaTable ForName(string tableOrViewName) => ForName(SparkSession.Active(), tableOrViewName);

    public static DeltaTable ForName(SparkSession sparkSession, string tableOrViewName) => Static("forName", sparkSession, tableOrViewName);

    public static bool IsDeltaTable(SparkSession sparkSession, string identifier) =>
        (bool)JvmCalls.CallStatic(_className, "isDeltaTable", sparkSession, identifier)!;

    public static bool IsDeltaTable(string identifier) => IsDeltaTable(SparkSession.Active(), identifier);

    public DeltaTable As(string alias) => new(this.Object("as", alias));

    public DeltaTable Alias(string alias) => As(alias);

    public DataFrame ToDF() => new(this.Object("toDF"));

    /// <summary>Deletes files that no version younger than the given hours needs.</summary>
    public DataFrame Vacuum(double retentionHours) => new(this.Object("vacuum", retentionHours));

    /// <summary>Deletes files by the table's own retention, 7 days by default.</summary>
    public DataFrame Vacuum() => new(this.Object("vacuum"));

    /// <summary>Returns the newest commits, the newest first.</summary>
    public DataFrame History(int limit) => new(this.Object("history", limit));

    public DataFrame History() => new(this.Object("history"));

    public void Generate(string mode) => this.Do("generate", mode);

    public void Delete(string condition) => this.Do("delete", condition);

    public void Delete(Column condition) => this.Do("delete", condition);

    /// <summary>Deletes every row.</summary>
    public void Delete() => this.Do("delete");

    public void Update(Dictionary<string, Column> set) => this.Do("update", JvmCalls.Map(set));

    public void Update(Column condition, Dictionary<string, Column> set) => this.Do("update", condition, JvmCalls.Map(set));

    public void UpdateExpr(Dictionary<string, string> set) => this.Do("updateExpr", JvmCalls.Map(set));

    public void UpdateExpr(string condition, Dictionary<string, string> set) => this.Do("updateExpr", condition, JvmCalls.Map(set));

    public DeltaMergeBuilder Merge(DataFrame source, string condition) => new(this.Object("merge", source, condition));

    public DeltaMergeBuilder Merge(DataFrame source, Column condition) => new(this.Object("merge", source, condition));

    public void UpgradeTableProtocol(int readerVersion, int writerVersion) => this.Do("upgradeTableProtocol", readerVersion, writerVersion);

    static DeltaTable Static(string method, params List<object?> args) =>
        new((JvmObjectReference)JvmCalls.CallStatic(_className, method, args)!);
}
