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
/// Every Kafka row into one of the two Delta tables, once. A batch writes <c>rejected</c>, if it has any, then <c>events</c> with the
/// batch's ends in the commit's metadata. Rejected rows beyond the newest ends are half of a batch whose events never landed.
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

    /// <exception cref="FatalStopException">Another copy of the archive runs on this lake.</exception>
    public LakeSink(SparkSession session, LakeFolder lake, Topics topics, IReadOnlyList<TopicState> kafka, TimeProvider clock, ILogger log)
    {
        (_session, _lake, _clock, _log) = (session, lake, clock, log);
        _rows = new LakeRows(topics);
        _knownTopics = kafka.ToDictionary(topic => topic.Name, topic => topic.Id);
        _only = LakeLock.TryTake(lake, LakeLock.ArchiveFile)
            ?? throw new FatalStopException(
                ExitCodes.InUse,
                $"{QueryNames.LakeArchive} already runs on {lake.LocalPath}: {LakeLock.ArchiveFile} there is held by another "
                    + "process. Stop that one first."
            );
    }

    public IReadOnlyList<Position> Positions()
    {
        var hasEvents = DeltaTable.IsDeltaTable(_session, _lake.Events);
        if (hasEvents && LakeEnds.Newest(_session, _lake.Events) is { } ends)
        {
            RemoveHalfBatch(ends);
            return ends.Positions;
        }

        var reached = new[] { _lake.Events, _lake.Rejected }
            .Where(table => DeltaTable.IsDeltaTable(_session, table))
            .SelectMany(Greatest)
            .ToList();
        if (reached.Count > 0)
            LogNoEnds(_lake.Events);

        return
        [
            .. reached.GroupBy(position => (position.Topic, position.Partition)).Select(place => place.MaxBy(position => position.Next)!),
        ];
    }

    public void AcceptGap(IReadOnlyList<Position> start)
    {
        // The next commit's ends say where the archive went on; the gap itself stays visible as missing offsets.
    }

    public void Write(Batch batch, Func<DataFrame, DataFrame> transform)
    {
        var kept = transform(batch.Rows).Persist();
        try
        {
            var rejected = _rows.Rejected(kept);
            using var commit = LakeLock.Take(_lake, LakeLock.CommitFile, _lockLimit, _clock);
            if (!rejected.IsEmpty())
                Append(rejected, _lake.Rejected, null);

            var ends = new LakeEnds(batch.Range.End, batch.TopicIds.ToDictionary());
            Append(_rows.Events(kept), _lake.Events, ends.ToJson());
        }
        finally
        {
            kept.Unpersist();
        }
    }

    static void Append(DataFrame frame, string table, string? metadata)
    {
        var writer = Writer(frame, "append");
        (metadata is null ? writer : writer.Option("userMetadata", metadata)).Save(table);
    }

    /// <summary>How every commit to a table of the lake is written.</summary>
    public static DataFrameWriter Writer(DataFrame frame, string mode) =>
        frame.Coalesce(1).Write().Format("delta").Mode(mode).PartitionBy("received_date").Option("mergeSchema", true);

    void RemoveHalfBatch(LakeEnds ends)
    {
        if (!DeltaTable.IsDeltaTable(_session, _lake.Rejected))
            return;

        var half = _session.Read().Format("delta").Load(_lake.Rejected).Where(ends.Beyond()).Count();
        if (half > 0)
        {
            using var commit = LakeLock.Take(_lake, LakeLock.CommitFile, _lockLimit, _clock);
            DeltaTable.ForPath(_session, _lake.Rejected).Delete(ends.Beyond());
            LogHalfBatchRemoved(half, _lake.Rejected);
        }
    }

    // Only where the log has no ends any more: the ids of the topics are then taken to be today's.
    IEnumerable<Position> Greatest(string table) =>
        _session
            .Read()
            .Format("delta")
            .Load(table)
            .GroupBy("topic", "partition")
            .Agg(Max("offset"))
            .Collect()
            .Select(row => new Position(
                row.GetAs<string>(0),
                row.GetAs<int>(1),
                _knownTopics.GetValueOrDefault(row.GetAs<string>(0), ""),
                row.GetAs<long>(2) + 1
            ));

    public void Dispose() => _only.Dispose();

    [LoggerMessage(20, LogLevel.Warning, "lake.batch.removed {Rows} rows of {Table}: their events never landed, they will be read again")]
    partial void LogHalfBatchRemoved(long rows, string table);

    [LoggerMessage(
        21,
        LogLevel.Warning,
        "lake.ends.missing no commit of {Table} says how far it came; going on after the greatest offsets of its rows"
    )]
    partial void LogNoEnds(string table);
}
