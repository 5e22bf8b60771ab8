using Analytics.Contracts;
using Analytics.SparkJobs.Sources;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Extensions.Delta.Tables;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.SparkJobs.Sinks;

/// <content>The start of a run: its positions, and what it removes and changes before its first batch.</content>
sealed partial class LakeSink
{
    public IReadOnlyList<Position> Positions()
    {
        if (!DeltaTable.IsDeltaTable(_session, _lake.Events))
            return [];

        if (LakeEnds.Newest(_session, _lake.Events) is { } ends)
            return ends.Positions;

        LogNoEnds(_lake.Events);
        return Greatest();
    }

    public void AcceptGap(IReadOnlyList<Position> start)
    {
        // The next commit holds the new ends; the gap stays visible as missing offsets.
    }

    void Begin(Batch batch)
    {
        LimitStatistics(_lake.Events, LakeStatistics.Events);
        if (DeltaTable.IsDeltaTable(_session, _lake.Rejected))
        {
            LimitStatistics(_lake.Rejected, LakeStatistics.Rejected);
            if (!Read(_lake.Rejected).Columns().Contains("topic_id"))
                _session.Sql($"ALTER TABLE delta.`{_lake.Rejected}` ADD COLUMNS (topic_id STRING)");

            RemoveHalfBatch(new LakeEnds(batch.Range.Start, batch.TopicIds.ToDictionary()).Beyond());
        }
    }

    // Of a table that an earlier version created.
    void LimitStatistics(string table, string columns)
    {
        if (!DeltaTable.IsDeltaTable(_session, table))
            return;

        var hasLimit = _session
            .Sql($"SHOW TBLPROPERTIES delta.`{table}`")
            .Where($"key = '{LakeStatistics.Property}' AND value = '{columns}'");
        if (hasLimit.IsEmpty())
            _session.Sql(LakeStatistics.Limit(table, columns, _clock.GetUtcNow()));
    }

    void RemoveHalfBatch(string beyond)
    {
        var half = Read(_lake.Rejected).Where(beyond).Count();
        if (half == 0)
            return;

        DeltaTable.ForPath(_session, _lake.Rejected).Delete(beyond);
        LogHalfBatchRemoved(half, _lake.Rejected);
    }

    // Only where the log has no ends any more. Of a partition that has rows in events, rejected rows prove nothing: they may be half of a
    // batch. Of a topic that was made anew the rows of the new one count, if there are any.
    List<Position> Greatest()
    {
        var events = Greatest(_lake.Events).ToList();
        var known = events.Select(position => (position.Topic, position.Partition)).ToHashSet();
        return [.. events, .. Greatest(_lake.Rejected).Where(position => !known.Contains((position.Topic, position.Partition)))];
    }

    IEnumerable<Position> Greatest(string table)
    {
        if (!DeltaTable.IsDeltaTable(_session, table))
            return [];

        var rows = Read(table);
        var id = rows.Columns().Contains("topic_id") ? "topic_id" : "CAST(NULL AS STRING)";
        return rows.GroupBy(Col("topic"), Expr($"{id} AS topic_id"), Col("partition"))
            .Agg(Max("offset"))
            .Collect()
            .Select(row => new Position(
                row.GetAs<string>(0),
                row.GetAs<int>(2),
                row.Get(1) as string ?? _knownTopics.GetValueOrDefault(row.GetAs<string>(0), ""),
                row.GetAs<long>(3) + 1
            ))
            .GroupBy(position => (position.Topic, position.Partition))
            .Select(place => place.MaxBy(position => (position.TopicId == _knownTopics.GetValueOrDefault(position.Topic), position.Next))!);
    }

    [LoggerMessage(20, LogLevel.Warning, "lake.batch.removed {Rows} rows of {Table}: the events of their batch were not committed")]
    partial void LogHalfBatchRemoved(long rows, string table);

    [LoggerMessage(
        21,
        LogLevel.Warning,
        "lake.ends.missing no commit of {Table} holds offsets; continuing after the greatest offsets of its rows"
    )]
    partial void LogNoEnds(string table);
}
