using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Creates the rows of the two lake tables. Every row goes to exactly one of the tables, with its topic, topic id, partition and offset,
/// and with the partition column <c>received_date</c>.
/// </summary>
/// <remarks>
/// The caller keeps the rows of <see cref="Kept"/>, since both tables read them: Spark otherwise pushes a filter below the classification
/// and parses each row again for every member that the filter reads (measured: 25 times the work).
/// </remarks>
/// <param name="topics">The topics' names.</param>
/// <param name="topicIds">Kafka's id of each topic by its name: a recreated topic begins again at offset 0.</param>
public sealed class LakeRows(Topics topics, IReadOnlyDictionary<string, string> topicIds)
{
    const string TopicId = "topic_id";
    const string Code = "code";

    readonly Column[] _kept = KeptColumns(topics, topicIds);
    readonly Column[] _eventColumns = [.. SparkSchema.EventColumnNames.Select(Col)];
    readonly Column[] _place = [Col(KafkaRow.Topic), Col(TopicId), Col(KafkaRow.Partition), Col(KafkaRow.Offset)];
    readonly Column[] _rejectedColumns = [Col("rejected.*")];
    readonly Column _eventDate = Expr("to_date(received_at) AS received_date");
    readonly Column _rejectedDate = Expr("to_date(rejected.received_at) AS received_date");
    readonly ParseRejected _parse = new();
    readonly Column _topicId = Expr(TopicIdOf(topicIds));
    readonly Column _isEvent = Expr(IsEvent(topics));
    readonly Column _fromRejectedTopic = Col(KafkaRow.Topic).EqualTo(topics.Rejected);
    readonly Column _streamRejected = Expr($"{RejectedStruct.Of(Code)} AS rejected");
    readonly Column _unstorable = Expr($"{RejectedStruct.Of($"'{RejectionCodes.Unstorable}'")} AS rejected");

    /// <summary>
    /// Returns what both tables take from rows of any topic after <see cref="ClassifyEvents.ForLake"/>: an event's columns, and the message
    /// of any other row.
    /// </summary>
    public DataFrame Kept(DataFrame classified) => classified.Select(_kept);

    /// <summary>Returns the canonical events.</summary>
    public DataFrame Events(DataFrame kept) => kept.Where(_isEvent).Select([.. _eventColumns, .. _place, _eventDate]);

    /// <summary>Returns the kept rows that are no events.</summary>
    public DataFrame Others(DataFrame kept) => kept.Where(!_isEvent);

    /// <summary>Returns the events that the collector rejected and the rows that streaming rejects.</summary>
    public DataFrame Rejected(DataFrame kept)
    {
        var byCollector = _parse.Apply(kept.Where(_fromRejectedTopic)).Select([.. _place, Col("rejected")]);
        var byStream = kept.Where(!_fromRejectedTopic).Where($"{Code} IS NOT NULL").Select([.. _place, _streamRejected]);
        return byCollector.Union(byStream).Select([.. _rejectedColumns, .. _place, _rejectedDate]);
    }

    /// <summary>Returns Kafka rows that the sink refuses as rejected events with their bytes.</summary>
    public DataFrame Unstorable(DataFrame kafkaRows) =>
        kafkaRows.WithColumn(TopicId, _topicId).Select([.. _place, _unstorable]).Select([.. _rejectedColumns, .. _place, _rejectedDate]);

    static Column[] KeptColumns(Topics topics, IReadOnlyDictionary<string, string> topicIds)
    {
        var json = new ClientJson();
        return
        [
            .. SparkSchema.EventColumnNames.Except(SparkSchema.RawEventColumnNames).Select(name => Col($"event.{name}")),
            json.Properties,
            json.Context,
            Col(KafkaRow.Topic),
            Expr($"{TopicIdOf(topicIds)} AS {TopicId}"),
            Col(KafkaRow.Partition),
            Col(KafkaRow.Offset),
            Col(KafkaRow.Timestamp),
            Col(Code),
            Expr($"IF({IsEvent(topics)}, NULL, {KafkaRow.Value}) AS {KafkaRow.Value}"),
        ];
    }

    static string IsEvent(Topics topics) => $"{Code} IS NULL AND {KafkaRow.Topic} <> '{topics.Rejected}'";

    // Null for an unknown topic, as in a warm-up.
    static string TopicIdOf(IReadOnlyDictionary<string, string> ids)
    {
        var known = string.Concat(ids.Select(topic => $" WHEN {KafkaRow.Topic} = '{topic.Key}' THEN '{topic.Value}'"));
        return $"CASE WHEN false THEN ''{known} END";
    }
}
