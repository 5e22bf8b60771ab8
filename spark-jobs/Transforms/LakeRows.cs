using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// The rows of the two lake tables. In: rows of any of the topics after <see cref="ClassifyEvents.Whole"/>. Every row goes to exactly one
/// of the tables, with the topic, partition and offset it had, and <c>received_date</c> to partition by.
/// </summary>
/// <remarks>
/// Persist the classified rows: a filter above them is otherwise pushed below the classification, and parses each row again for every
/// member that it looks at (measured: 25 times the work).
/// </remarks>
public sealed class LakeRows(Topics topics)
{
    readonly Column[] _place = [Col(KafkaRow.Topic), Col(KafkaRow.Partition), Col(KafkaRow.Offset)];
    readonly Column[] _eventColumns = [.. SparkSchema.EventColumnNames.Select(name => Col($"event.{name}"))];
    readonly Column[] _rejectedColumns = [Col("rejected.*")];
    readonly Column _eventDate = Expr("to_date(event.received_at) AS received_date");
    readonly Column _rejectedDate = Expr("to_date(rejected.received_at) AS received_date");
    readonly ParseRejected _parse = new();
    readonly Column _fromRejectedTopic = Col(KafkaRow.Topic).EqualTo(topics.Rejected);
    readonly Column _streamRejected = Expr($"{RejectedStruct.Of("code")} AS rejected");

    /// <summary>The canonical events.</summary>
    public DataFrame Events(DataFrame classified) =>
        classified.Where(!_fromRejectedTopic).Where("code IS NULL").Select([.. _eventColumns, .. _place, _eventDate]);

    /// <summary>What the collector rejected, and what streaming rejects.</summary>
    public DataFrame Rejected(DataFrame classified)
    {
        var byCollector = _parse.Apply(classified.Where(_fromRejectedTopic)).Select([.. _place, Col("rejected")]);
        var byStream = classified.Where(!_fromRejectedTopic).Where("code IS NOT NULL").Select([.. _place, _streamRejected]);
        return byCollector.Union(byStream).Select([.. _rejectedColumns, .. _place, _rejectedDate]);
    }
}
