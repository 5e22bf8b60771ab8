using Analytics.Contracts;
using Analytics.SparkBinding;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Bounds the log of the lake's tables: how long it keeps commits, and of which columns it keeps the least and greatest values. Each
/// commit lists the whole folder of the log several times, so that it takes longer with each file there.
/// </summary>
sealed partial class LakeLogUpkeep(SparkSession session, TimeProvider clock, ILogger log)
{
    static readonly TimeSpan _period = TimeSpan.FromHours(1);

    // Delta rounds to minutes, and reads the clock itself.
    static readonly TimeSpan _margin = TimeSpan.FromMinutes(1);

    /// <summary>The most checkpoints up to which one batch removes; between two of them are a hundred commits.</summary>
    const int AtOnce = 50;

    long? _cleanedAt;

    /// <summary>Adds the options that bound the log to the write that creates the table.</summary>
    public static DataFrameWriter Limit(DataFrameWriter writer, string columns) =>
        writer
            .Option(LakeStatistics.Property, columns)
            .Option(LakeLog.RetentionProperty, LakeLog.Retention)
            .Option(LakeLog.CleanupProperty, "false");

    /// <summary>Limits the log of a table that an earlier version created. A retention that an operator has set stays.</summary>
    public void Limit(string table, string columns)
    {
        if (!DeltaTable.IsDeltaTable(session, table))
            return;

        var properties = TableProperties.Of(session, table);
        if (properties.GetValueOrDefault(LakeStatistics.Property) != columns)
            session.Sql(LakeStatistics.Limit(table, columns, clock.GetUtcNow()));
        if (!properties.ContainsKey(LakeLog.RetentionProperty))
            session.Sql($"ALTER TABLE delta.`{table}` SET TBLPROPERTIES ('{LakeLog.RetentionProperty}' = '{LakeLog.Retention}')");
        if (!properties.ContainsKey(LakeLog.CleanupProperty))
            session.Sql($"ALTER TABLE delta.`{table}` SET TBLPROPERTIES ('{LakeLog.CleanupProperty}' = 'false')");
    }

    /// <summary>
    /// Removes expired commits, once per hour; the caller has just committed to the tables. A failure costs time only: the log grows.
    /// </summary>
    public void CleanUpWhenDue(IEnumerable<string> tables)
    {
        if (_cleanedAt is { } at && clock.GetElapsedTime(at) < _period)
            return;

        var isClean = true;
        foreach (var table in tables)
        {
            try
            {
                isClean &= !DeltaTable.IsDeltaTable(session, table) || CleanUp(table, clock.GetUtcNow());
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogNotCleanedUp(table, Failure.Summary(error));
            }
        }

        if (isClean)
            _cleanedAt = clock.GetTimestamp();
    }

    // Delta's own method, which keeps the last checkpoint in any case. The newest checkpoint that has expired stays too: the versions
    // after it that have not expired are read from it. Of very many it removes the oldest, and returns false: the caller's next batch
    // must not wait for all.
    bool CleanUp(string table, DateTimeOffset now)
    {
        LogChecksums.Remove(table);
        using var scope = Jvm.Scope();
        var retention = TableProperties.Of(session, table).GetValueOrDefault(LakeLog.RetentionProperty);
        if (LakeLog.Of(retention) is not { } kept)
        {
            LogNotCleanedUp(table, $"{LakeLog.RetentionProperty} '{retention}' is no number of minutes, hours, days or weeks");
            return true;
        }

        var expired = Checkpoints(table).Where(at => at < now - kept).ToList();
        if (expired.Count == 0)
            return true;

        var checkpoint = expired[Math.Min(expired.Count, AtOnce) - 1];

        var delta = DeltaMemory.Log(session, table);
        delta.Invoke(
            "cleanUpExpiredLogs",
            DeltaMemory.Snapshot(delta),
            Jvm.CallStatic("scala.Option", "apply", (long)(now - checkpoint + _margin).TotalMilliseconds),
            Jvm.CallStatic("org.apache.spark.sql.delta.TruncationGranularity", "MINUTE")
        );
        return expired.Count <= AtOnce;
    }

    // When each checkpoint was written, ascending.
    IReadOnlyList<DateTimeOffset> Checkpoints(string table)
    {
        var files = Jvm.New("org.apache.hadoop.fs.Path", $"{table}/_delta_log/{LakeCheckpoints.Pattern}");
        var settings = session.Reference.Invoke<JvmObjectReference>("sessionState").Invoke("newHadoopConf");
        var folder = files.Invoke<JvmObjectReference>("getFileSystem", settings);
        if (folder.Invoke("globStatus", files) is not JvmObjectReference found)
            return [];

        return LakeCheckpoints.Times(
            Enumerable
                .Range(0, Jvm.Length(found))
                .Select(at => (JvmObjectReference)Jvm.Element(found, at)!)
                .Select(file =>
                    (
                        file.Invoke<JvmObjectReference>("getPath").Invoke<string>("getName"),
                        DateTimeOffset.FromUnixTimeMilliseconds(file.Invoke<long>("getModificationTime"))
                    )
                )
        );
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "lake.log.cleanup_failed: expired commits of {Table} stay, and commits become slower: {Reason}"
    )]
    partial void LogNotCleanedUp(string table, string reason);
}
