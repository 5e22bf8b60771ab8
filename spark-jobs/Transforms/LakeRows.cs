using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Creates the rows of the two lake tables. In: rows of any topic after <see cref="ClassifyEvents.ForLake"/>. Every row goes to exactly one
/// of the tables, with its topic, topic id, partition and offset, and with the partition column <c>received_date</c>.
/// </summary>
/// <remarks>
/// The caller persists the classified rows: Spark otherwise pushes a filter below the classification and parses each row again for every
/// member that the filter reads (measured: 25 times the work).
/// </remarks>
/// <param name="topics">The topics' names.</param>
/// <param name="topicIds">Kafka's id of each topic by its name: a recreated topic begins again at offset 0.</param>
public sealed class LakeRows(Topics topics, IReadOnlyDictionary<string, string> topicIds)
{
    readonly Column[] _place = [Col(KafkaRow.Topic), TopicId(topicIds), Col(KafkaRow.Partition), Col(KafkaRow.Offset)];
    readonly Column[] _eventColumns =
    [
        .. SparkSchema.EventColumnNames.Select(name => Col(SparkSchema.RawEventColumnNames.Contains(name) ? name : $"event.{name}")),
    ];
    readonly Column[] _rejectedColumns = [Col("rejected.*")];
    readonly Column _eventDate = Expr("to_date(event.received_at) AS received_date");
    readonly Column _rejectedDate = Expr("to_date(rejected.received_at) AS received_date");
    readonly ClientJson _json = new();
    readonly ParseRejected _parse = new();
    readonly Column _fromRejectedTopic = Col(KafkaRow.Topic).EqualTo(topics.Rejected);
    readonly Column _streamRejected = Expr($"{RejectedStruct.Of("code")} AS rejected");
    readonly Column _unstorable = Expr($"{RejectedStruct.Of($"'{RejectionCodes.Unstorable}'")} AS rejected");

    /// <summary>Returns the canonical events.</summary>
    public DataFrame Events(DataFrame classified) =>
        _json.Apply(classified.Where(!_fromRejectedTopic).Where("code IS NULL")).Select([.. _eventColumns, .. _place, _eventDate]);

    /// <summary>Returns the events that the collector rejected and the rows that streaming rejects.</summary>
    public DataFrame Rejected(DataFrame classified)
    {
        var byCollector = _parse.Apply(classified.Where(_fromRejectedTopic)).Select([.. _place, Col("rejected")]);
        var byStream = classified.Where(!_fromRejectedTopic).Where("code IS NOT NULL").Select([.. _place, _streamRejected]);
        return byCollector.Union(byStream).Select([.. _rejectedColumns, .. _place, _rejectedDate]);
    }

    /// <summary>Returns Kafka rows that the sink refuses as rejected events with their bytes.</summary>
    public DataFrame Unstorable(DataFrame kafkaRows) =>
        kafkaRows.Select([.. _place, _unstorable]).Select([.. _rejectedColumns, .. _place, _rejectedDate]);

    // Null for an unknown topic, as in a warm-up.
    static Column TopicId(IReadOnlyDictionary<string, string> ids)
    {
        var known = string.Concat(ids.Select(topic => $" WHEN {KafkaRow.Topic} = '{topic.Key}' THEN '{topic.Value}'"));
        return Expr($"CASE WHEN false THEN ''{known} END AS topic_id");
    }
}
