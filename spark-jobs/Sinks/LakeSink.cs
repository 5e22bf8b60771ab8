using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Every Kafka row into one of the two Delta tables, once. A batch writes <c>rejected</c>, if it has any, then <c>events</c> with the
/// batch's ends in the commit's metadata. Rejected rows at or beyond the offsets of a batch are half of one whose events never landed: the
/// first batch of a run, and the first after a failure, removes them, since it reads them again.
/// </summary>
sealed partial class LakeSink : ISink
{
    /// <summary>The greatest batch, in offsets, that becomes one file: what arrives in 10 s at 10,000 events a second.</summary>
    const int RowsOfOneFile = 100_000;

    /// <summary>The batches that are kept after one that had to be: a source of rejected rows sends several.</summary>
    const int KeptBatches = 30;

    static readonly TimeSpan _lockLimit = TimeSpan.FromMinutes(10);

    readonly SparkSession _session;
    readonly LakeFolder _lake;
    readonly Topics _topics;
    readonly KafkaCluster _kafka;
    readonly LakeRows _rows;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly IDisposable _only;
    readonly IReadOnlyDictionary<string, string> _knownTopics;

    // False before the first batch, and when a batch failed: rejected rows of it may be there.
    bool _isWhole;

    // The batches that are kept, after one that had other rows than events in the topics of events.
    int _keptBatches;

    /// <exception cref="FatalStopException">Another copy of the archive runs on this lake.</exception>
    public LakeSink(SparkSession session, LakeFolder lake, Topics topics, KafkaCluster kafka, TimeProvider clock, ILogger log)
    {
        (_session, _lake, _topics, _kafka, _clock, _log) = (session, lake, topics, kafka, clock, log);
        var known = kafka.DescribeAsync([topics.Events, topics.Historical, topics.Rejected]).GetAwaiter().GetResult();
        _knownTopics = known.ToDictionary(topic => topic.Name, topic => topic.Id);
        _rows = new LakeRows(topics, _knownTopics);
        _only = LakeLock.TryTake(lake, LakeLock.ArchiveFile)
            ?? throw new FatalStopException(
                ExitCodes.InUse,
                $"{QueryNames.LakeArchive} already runs on {lake.LocalPath}: {LakeLock.ArchiveFile} there is held by another "
                    + "process. Stop that one first."
            );
    }

    public void Write(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        using var commit = LakeLock.Take(_lake, LakeLock.CommitFile, _lockLimit, _clock);
        if (!_isWhole)
            Begin(batch);

        _isWhole = false;
        if (_keptBatches > 0 || batch.IsPart)
            WriteKept(batch, batch.Rows, transform);
        else
            WriteOnePass(batch, transform);

        _isWhole = true;
    }

    // Nearly every row of the topics of events is an event, so they are written as such, and the topic of rejected events is read apart.
    void WriteOnePass(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var rejected = batch.Range.Of(_topics.Rejected);
        if (rejected.Count > 0)
            AppendRejected(_rows.Rejected(_rows.Kept(transform(KafkaSource.Read(_session, _kafka, rejected)))));

        var rows = _rows.OfEventTopics(batch.Rows);
        try
        {
            AppendEvents(batch, _rows.OnlyEvents(_rows.Kept(transform(rows))));
        }
        catch (Exception e) when (JvmException.Of(e)?.JavaStackTrace.Contains(LakeRows.NotAnEvent, StringComparison.Ordinal) == true)
        {
            LogOthersFound(KeptBatches);
            _keptBatches = KeptBatches;
            WriteKept(batch, rows, transform);
        }
    }

    void WriteKept(Batch batch, DataFrame rows, Func<DataFrame, DataFrame> transform)
    {
        using var kept = new KeptRows(_rows.Kept(transform(rows)));
        if (batch.Refused is not null || !_rows.Others(kept.Rows).IsEmpty())
            AppendRejected(Rejected(batch, kept.Rows));

        AppendEvents(batch, _rows.Events(kept.Rows));
        _keptBatches = Math.Max(0, _keptBatches - 1);
    }

    /// <summary>Writes the rows to scratch files in the lake's data format, Parquet.</summary>
    public void Try(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var scratch = Directory.CreateTempSubdirectory("analytics-scratch-");
        try
        {
            var folder = _lake.LocalPath is null ? $"{_lake.Events}-scratch" : scratch.FullName;
            var kept = _rows.Kept(transform(batch.Rows));
            foreach (var frame in (DataFrame[])[_rows.Events(kept), Rejected(batch, kept)])
                frame.Write().Format("parquet").Mode("overwrite").Save(folder);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    DataFrame Rejected(Batch batch, DataFrame kept) =>
        batch.Refused is { } refused ? _rows.Rejected(kept).Union(_rows.Unstorable(refused)) : _rows.Rejected(kept);

    void AppendRejected(DataFrame rejected) =>
        Writer(rejected.Coalesce(1), "append").Option(LakeStatistics.Property, LakeStatistics.Rejected).Save(_lake.Rejected);

    // The tasks of a large batch write a file each.
    void AppendEvents(Batch batch, DataFrame events) =>
        Writer(batch.Range.Count > RowsOfOneFile ? events : events.Coalesce(1), "append")
            .Option(LakeStatistics.Property, LakeStatistics.Events)
            .Option("userMetadata", new LakeEnds(batch.Range.End, batch.TopicIds.ToDictionary()).ToJson())
            .Save(_lake.Events);

    /// <summary>Returns the writer that every commit to a table of the lake uses.</summary>
    public static DataFrameWriter Writer(DataFrame frame, string mode) =>
        frame.Write().Format("delta").Mode(mode).PartitionBy("received_date").Option("mergeSchema", true);

    DataFrame Read(string table) => _session.Read().Format("delta").Load(table);

    public void Dispose() => _only.Dispose();

    [LoggerMessage(
        22,
        LogLevel.Warning,
        "lake.row.no_event found in a topic of events: this batch is written in two passes, as are up to {Batches} from it on"
    )]
    partial void LogOthersFound(int batches);
}
