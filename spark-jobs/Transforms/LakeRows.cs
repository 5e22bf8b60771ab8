using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// The rows of the two lake tables. In: <see cref="KafkaRow"/> of any of the topics, classified. Every row goes to exactly one of the
/// tables, with the topic, partition and offset it had, and <c>received_date</c> to partition by.
/// </summary>
public sealed class LakeRows(Topics topics)
{
    readonly Column[] place = [Col(KafkaRow.Topic), Col(KafkaRow.Partition), Col(KafkaRow.Offset)];
    readonly Column[] eventColumns = [.. SparkSchema.EventColumnNames.Select(name => Col($"event.{name}"))];
    readonly Column[] rejectedColumns = [Col("rejected.*")];
    readonly Column eventDate = Expr("to_date(event.received_at) AS received_date");
    readonly Column rejectedDate = Expr("to_date(rejected.received_at) AS received_date");
    readonly ClassifyEvents classify = ClassifyEvents.Whole();
    readonly ParseRejected parse = new();
    readonly Column fromRejectedTopic = Col(KafkaRow.Topic).EqualTo(topics.Rejected);
    readonly Column streamRejected = Expr($"{RejectedStruct.Of("code")} AS rejected");

    /// <summary>
    /// What <see cref="Events"/> and <see cref="Rejected"/> take. Persist it between: a filter above it is otherwise pushed below it,
    /// and parses each row again for every member that it looks at (measured: 25 times the work).
    /// </summary>
    public DataFrame Classified(DataFrame kafkaRows) => classify.Apply(kafkaRows);

    /// <summary>The canonical events.</summary>
    public DataFrame Events(DataFrame classified) =>
        classified.Where(!fromRejectedTopic).Where("code IS NULL")
            .Select([.. eventColumns, .. place, eventDate]);

    /// <summary>What the collector rejected, and what streaming rejects.</summary>
    public DataFrame Rejected(DataFrame classified)
    {
        var byCollector = parse.Apply(classified.Where(fromRejectedTopic)).Select([.. place, Col("rejected")]);
        var byStream = classified.Where(!fromRejectedTopic).Where("code IS NOT NULL").Select([.. place, streamRejected]);
        return byCollector.Union(byStream)
            .Select([.. rejectedColumns, .. place, rejectedDate]);
    }
}
