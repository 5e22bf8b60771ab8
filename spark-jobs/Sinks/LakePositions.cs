using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Finds up to which offsets the lake holds Kafka's rows.</summary>
/// <param name="topicIds">The ids of Kafka's topics, by name.</param>
sealed partial class LakePositions(SparkSession session, LakeFolder lake, IReadOnlyDictionary<string, string> topicIds, ILogger log)
{
    /// <summary>Returns the next offset of each partition; none when the table does not exist yet.</summary>
    public IReadOnlyList<Position> Read()
    {
        if (!DeltaTable.IsDeltaTable(session, lake.Events))
            return [];

        if (LakeEnds.Newest(session, lake.Events) is { } ends)
            return ends.Positions;

        LogNoEnds(lake.Events);
        return Greatest();
    }

    // The log has no ends any more. Of a partition that has rows in events, rejected rows prove nothing: they may be half of a batch. Of a
    // topic that was created again the rows of the new one count, if there are any.
    List<Position> Greatest()
    {
        var events = Greatest(lake.Events).ToList();
        var known = events.Select(position => (position.Topic, position.Partition)).ToHashSet();
        return [.. events, .. Greatest(lake.Rejected).Where(position => !known.Contains((position.Topic, position.Partition)))];
    }

    IEnumerable<Position> Greatest(string table)
    {
        if (DeltaRows.Find(session, table) is not { } rows)
            return [];

        var id = rows.Columns().Contains("topic_id") ? "topic_id" : "CAST(NULL AS STRING)";
        return rows.GroupBy(Col("topic"), Expr($"{id} AS topic_id"), Col("partition"))
            .Agg(Max("offset"))
            .Collect()
            .Select(row => new Position(
                row.GetAs<string>(0),
                row.GetAs<int>(2),
                row.Get(1) as string ?? topicIds.GetValueOrDefault(row.GetAs<string>(0), ""),
                row.GetAs<long>(3) + 1
            ))
            .GroupBy(position => (position.Topic, position.Partition))
            .Select(place => place.MaxBy(position => (position.TopicId == topicIds.GetValueOrDefault(position.Topic), position.Next))!);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "lake.offsets.missing: no commit of {Table} holds offsets; continuing after the greatest offsets of its rows"
    )]
    partial void LogNoEnds(string table);
}
