using Analytics.SparkBinding;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;
using Prometheus;

namespace Analytics.SparkJobs.Sinks;

/// <summary>The lake's tables as Prometheus metrics, by what Delta knows of its newest version without a Spark job.</summary>
sealed partial class LakeMetrics(SparkSession session, ILogger log)
{
    // Made with each sink, so that the names are exported before the first commit; the same name gives the same gauge.
    readonly Gauge _version = Create("stream_lake_version", "The table's newest version: each commit adds one.");
    readonly Gauge _committed = Create("stream_lake_committed_seconds", "The time of the table's newest commit; Unix time.");
    readonly Gauge _files = Create("stream_lake_files", "Files of the table's newest version.");
    readonly Gauge _bytes = Create("stream_lake_bytes", "Bytes of the files of the table's newest version.");

    bool _failed;

    /// <summary>Reads the tables' newest versions; the caller has just committed. A failure costs the figures only.</summary>
    /// <param name="tables">The paths of the tables, some of which may not exist yet.</param>
    public void Read(IEnumerable<string> tables)
    {
        try
        {
            foreach (var table in tables.Where(table => DeltaTable.IsDeltaTable(session, table)))
                Read(table);

            _failed = false;
        }
        catch (Exception error) when (JvmException.Of(error) is not null)
        {
            if (!_failed)
                LogUnread(Failure.Summary(error)); // Logs once for each outage, not once a batch.

            _failed = true;
        }
    }

    void Read(string table)
    {
        using var scope = Jvm.Scope();
        var newest = DeltaMemory.Snapshot(DeltaMemory.Log(session, table));
        var name = Path.GetFileName(table);
        _version.WithLabels(name).Set(newest.Invoke<long>("version"));
        _committed.WithLabels(name).Set(newest.Invoke<long>("timestamp") / 1000.0);
        SetIfKnown(_files.WithLabels(name), newest, "numOfFilesIfKnown");
        SetIfKnown(_bytes.WithLabels(name), newest, "sizeInBytesIfKnown");
    }

    // Delta knows a figure from the checksum file of its newest commit. Without that file the metric keeps its value: Delta would have to
    // read the whole log.
    static void SetIfKnown(Gauge.Child gauge, JvmObjectReference newest, string method)
    {
        var known = newest.Invoke<JvmObjectReference>(method);
        if (known.Invoke<bool>("isDefined"))
            gauge.Set(known.Invoke<long>("get"));
    }

    static Gauge Create(string name, string help) =>
        Metrics.CreateGauge(name, help, ["table"], new GaugeConfiguration { SuppressInitialValue = true });

    [LoggerMessage(Level = LogLevel.Warning, Message = "lake.metrics.unread: the figures of the lake's tables stay as they were: {Reason}")]
    partial void LogUnread(string reason);
}
