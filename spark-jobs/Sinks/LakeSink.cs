using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;
using LakeLock = Analytics.Hosting.LakeLock;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Writes every Kafka row once, to one of the two Delta tables. A batch writes its rejected rows, if any, to <c>rejected</c>, then its
/// events to <c>events</c> with the batch's ends in the commit's metadata. Rejected rows beyond the newest ends belong to a batch whose
/// events were not committed. Before its first batch the sink creates <c>events</c>, with the ends at which the batch starts.
/// </summary>
sealed partial class LakeSink : ISink
{
    static readonly TimeSpan _lockLimit = TimeSpan.FromMinutes(10);

    readonly SparkSession _session;
    readonly LakeFolder _lake;
    readonly LakeRows _rows;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly IDisposable _only;
    readonly IReadOnlyDictionary<string, string> _knownTopics;
    bool _hasEvents;

    /// <exception cref="FatalStopException">Another copy of the archive runs on this lake.</exception>
    public LakeSink(SparkSession session, LakeFolder lake, Topics topics, IReadOnlyList<TopicState> kafka, TimeProvider clock, ILogger log)
    {
        (_session, _lake, _clock, _log) = (session, lake, clock, log);
        _knownTopics = kafka.ToDictionary(topic => topic.Name, topic => topic.Id);
        _rows = new LakeRows(topics, _knownTopics);
        _only = LakeLock.TryTake(lake, LakeLock.ArchiveFile)
            ?? throw new FatalStopException(
                ExitCodes.InUse,
                $"{QueryNames.LakeArchive} already runs on {lake.LocalPath}: {LakeLock.ArchiveFile} there is held by another "
                    + "process. Stop that one first."
            );
    }

    public IReadOnlyList<Position> Positions()
    {
        if (!DeltaTable.IsDeltaTable(_session, _lake.Events))
            return [];

        if (LakeEnds.Newest(_session, _lake.Events) is not { } ends)
        {
            LogNoEnds(_lake.Events);
            ends = LakeEnds.Of(Greatest());
        }

        using (LakeLock.Take(_lake, LakeLock.CommitFile, _lockLimit, _clock))
            RemoveHalfBatch(ends);
        return ends.Positions;
    }

    public void AcceptGap(IReadOnlyList<Position> start)
    {
        // The next commit holds the new ends; the gap stays visible as missing offsets.
    }

    public void Write(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var kept = transform(batch.Rows).Persist();
        try
        {
            using var commit = LakeLock.Take(_lake, LakeLock.CommitFile, _lockLimit, _clock);
            if (!_hasEvents)
                CreateEvents(batch, kept);

            var rejected = Rejected(batch, kept);
            if (!rejected.IsEmpty())
                Append(rejected, _lake.Rejected, null);

            Append(_rows.Events(kept), _lake.Events, new LakeEnds(batch.Range.End, batch.TopicIds.ToDictionary()).ToJson());
        }
        finally
        {
            kept.Unpersist();
        }
    }

    /// <summary>Writes the rows to scratch files in the lake's data format, Parquet.</summary>
    public void Try(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var scratch = Directory.CreateTempSubdirectory("analytics-scratch-");
        try
        {
            var folder = _lake.LocalPath is null ? $"{_lake.Events}-scratch" : scratch.FullName;
            var kept = transform(batch.Rows);
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

    // The table's first commit holds the archive's first offsets: without it half of the first batch would look complete.
    void CreateEvents(Batch batch, DataFrame kept)
    {
        _hasEvents = true;
        if (DeltaTable.IsDeltaTable(_session, _lake.Events))
            return;

        var begin = new LakeEnds(batch.Range.Start, batch.TopicIds.ToDictionary());
        Append(_rows.Events(kept).Limit(0), _lake.Events, begin.ToJson());
        RemoveHalfBatch(begin);
    }

    static void Append(DataFrame frame, string table, string? metadata)
    {
        var writer = Writer(frame, "append");
        (metadata is null ? writer : writer.Option("userMetadata", metadata)).Save(table);
    }

    /// <summary>Returns the writer that every commit to a table of the lake uses.</summary>
    public static DataFrameWriter Writer(DataFrame frame, string mode) =>
        frame.Coalesce(1).Write().Format("delta").Mode(mode).PartitionBy("received_date").Option("mergeSchema", true);

    void RemoveHalfBatch(LakeEnds ends)
    {
        if (!DeltaTable.IsDeltaTable(_session, _lake.Rejected))
            return;

        var half = _session.Read().Format("delta").Load(_lake.Rejected).Where(ends.Beyond()).Count();
        if (half > 0)
        {
            DeltaTable.ForPath(_session, _lake.Rejected).Delete(ends.Beyond());
            LogHalfBatchRemoved(half, _lake.Rejected);
        }
    }

    // Only for a log without ends. Rejected rows of a partition that has rows in events are ignored: they may be half of a batch. Rows of
    // earlier topics of the same names do not count.
    List<Position> Greatest()
    {
        var events = Greatest(_lake.Events).ToList();
        var known = events.Select(position => (position.Topic, position.Partition)).ToHashSet();
        return [.. events, .. Greatest(_lake.Rejected).Where(position => !known.Contains((position.Topic, position.Partition)))];
    }

    IEnumerable<Position> Greatest(string table) =>
        !DeltaTable.IsDeltaTable(_session, table)
            ? []
            : _session
                .Read()
                .Format("delta")
                .Load(table)
                .GroupBy("topic", "topic_id", "partition")
                .Agg(Max("offset"))
                .Collect()
                .Select(row => new Position(row.GetAs<string>(0), row.GetAs<int>(2), row.GetAs<string>(1), row.GetAs<long>(3) + 1))
                .Where(position => _knownTopics.GetValueOrDefault(position.Topic) == position.TopicId);

    public void Dispose() => _only.Dispose();

    [LoggerMessage(20, LogLevel.Warning, "lake.batch.removed {Rows} rows of {Table}: the events of their batch were not committed")]
    partial void LogHalfBatchRemoved(long rows, string table);

    [LoggerMessage(
        21,
        LogLevel.Warning,
        "lake.ends.missing no commit of {Table} holds offsets; continuing after the greatest offsets of its rows"
    )]
    partial void LogNoEnds(string table);
}
