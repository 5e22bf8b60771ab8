using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Every Kafka row into one of the two Delta tables, once. A batch writes <c>rejected</c>, if it has any, then <c>events</c> with the
/// batch's ends in the commit's metadata, also when it has no event. The first batch of a run, and the first after a failure, removes the
/// rejected rows of a batch whose events never landed: see <see cref="HalfBatch"/>.
/// </summary>
sealed partial class LakeSink : ISink
{
    /// <summary>
    /// The rows of a file, 10 s of 10,000 events a second: a larger batch becomes several files, which its tasks write side by side.
    /// </summary>
    const int RowsOfOneFile = 100_000;

    static readonly TimeSpan _lockLimit = TimeSpan.FromMinutes(10);

    readonly SparkSession _session;
    readonly LakeFolder _lake;
    readonly LakeRows _rows;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly LakeLogUpkeep _upkeep;
    readonly LakeMetrics _metrics;
    readonly IDisposable _only;
    readonly LakePositions _positions;
    readonly HalfBatch _half;
    readonly SoleArchive _sole;

    // False before the first batch, and after one that failed: its rejected rows may be there.
    bool _isWhole;

    /// <exception cref="FatalStopException">Another copy of the archive runs on this lake.</exception>
    public LakeSink(SparkSession session, LakeFolder lake, Topics topics, IReadOnlyList<TopicState> kafka, TimeProvider clock, ILogger log)
    {
        (_session, _lake, _clock, _log) = (session, lake, clock, log);
        var topicIds = kafka.ToDictionary(topic => topic.Name, topic => topic.Id);
        _rows = new LakeRows(topics, topicIds);
        _positions = new LakePositions(session, lake, topicIds, log);
        _half = new HalfBatch(session, lake, log);
        _sole = new SoleArchive(session, lake);
        _upkeep = new LakeLogUpkeep(session, clock, log);
        _metrics = new LakeMetrics(session, log);
        _only = LakeLock.TryTake(lake, LakeLock.ArchiveFile)
            ?? throw new FatalStopException(
                ExitCodes.InUse,
                $"{QueryNames.LakeArchive} already runs on {lake.LocalPath}: {LakeLock.ArchiveFile} there is held by another "
                    + "process. Stop that one first."
            );
    }

    public IReadOnlyList<Position> Positions()
    {
        _sole.Begin();
        _metrics.Read([_lake.Events, _lake.Rejected]);
        return _positions.Read();
    }

    public void AcceptGap(IReadOnlyList<Position> start)
    {
        // The next commit holds the new ends; the gap stays visible as missing offsets.
    }

    public void Write(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        using var rows = new KeptRows(_rows.Kept(transform(batch.Rows)));
        var kept = rows.Rows;
        using var commit = LakeLock.Take(_lake, LakeLock.CommitFile, _lockLimit, _clock);
        _sole.Check();
        if (!_isWhole)
            Begin(batch);

        _isWhole = false;
        if (batch.Refused is not null || !_rows.Others(kept).IsEmpty())
            Append(Rejected(batch, kept).Coalesce(1), LakeStatistics.Rejected, _half.MetadataOf(batch)).Save(_lake.Rejected);

        var ends = _sole.Signed(new LakeEnds(batch.Range.End, batch.TopicIds.ToDictionary()));
        var events = _rows.Events(kept).Coalesce(FilesOf(batch.Range.Count));
        _sole.Claim(Append(events, LakeStatistics.Events, ends.ToJson())).Save(_lake.Events);
        _sole.Committed();
        _isWhole = true;
        _metrics.Read([_lake.Events, _lake.Rejected]);
        _upkeep.CleanUpWhenDue([_lake.Events, _lake.Rejected]);
    }

    /// <summary>Returns the number of files that a batch becomes, at most; however many partitions Kafka's topic has.</summary>
    internal static int FilesOf(long rows) => (int)Math.Max(1, (rows + RowsOfOneFile - 1) / RowsOfOneFile);

    /// <summary>Writes the rows to scratch files in the lake's data format, Parquet.</summary>
    public void Try(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var scratch = Directory.CreateTempSubdirectory("analytics-scratch-");
        try
        {
            var folder = _lake.LocalPath is null ? Tried : scratch.FullName;
            var kept = _rows.Kept(transform(batch.Rows));
            foreach (var frame in (DataFrame[])[_rows.Events(kept), Rejected(batch, kept)])
                frame.Write().Format("parquet").Mode("overwrite").Save(folder);
        }
        finally
        {
            scratch.Delete(recursive: true);
            if (_lake.LocalPath is null)
                RemoveTried();
        }
    }

    string Tried => $"{_lake.Events}-tried";

    // The rows of clients would stay where no erasure looks.
    void RemoveTried()
    {
        try
        {
            Remove(_session, Tried);
        }
        catch (Exception away) when (JvmException.Of(away) is not null)
        {
            LogNotRemoved(Tried, Failure.Summary(away));
        }
    }

    /// <summary>Removes a folder of the lake's file system, if it is there.</summary>
    internal static void Remove(SparkSession session, string folder)
    {
        using var scope = Jvm.Scope();
        var path = Jvm.New("org.apache.hadoop.fs.Path", folder);
        var settings = session.Reference.Invoke<JvmObjectReference>("sessionState").Invoke("newHadoopConf");
        path.Invoke<JvmObjectReference>("getFileSystem", settings).Invoke("delete", path, true);
    }

    DataFrame Rejected(Batch batch, DataFrame kept) =>
        batch.Refused is { } refused ? _rows.Rejected(kept).Union(_rows.Unstorable(refused)) : _rows.Rejected(kept);

    void Begin(Batch batch)
    {
        _upkeep.Limit(_lake.Events, LakeStatistics.Events);
        if (DeltaTable.IsDeltaTable(_session, _lake.Rejected))
        {
            _upkeep.Limit(_lake.Rejected, LakeStatistics.Rejected);
            if (!DeltaRows.Read(_session, _lake.Rejected).Columns().Contains("topic_id"))
                _session.Sql($"ALTER TABLE delta.`{_lake.Rejected}` ADD COLUMNS (topic_id STRING)");

            _half.RemoveBefore(batch);
        }
    }

    static DataFrameWriter Append(DataFrame frame, string statistics, string metadata) =>
        LakeLogUpkeep.Limit(Writer(frame, "append"), statistics).Option("userMetadata", metadata);

    /// <summary>Returns the writer that every commit to a table of the lake uses.</summary>
    public static DataFrameWriter Writer(DataFrame frame, string mode) =>
        frame.Write().Format("delta").Mode(mode).PartitionBy("received_date").Option("mergeSchema", true);

    public void Dispose() => _only.Dispose();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "lake.scratch.kept: {Folder} holds rows of events and was not removed; delete it: {Reason}"
    )]
    partial void LogNotRemoved(string folder, string reason);
}
