using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// The rows of the two lake tables. In: <see cref="KafkaRow"/> of any of the topics. Every row goes to exactly one of the tables,
/// with the topic, partition and offset it had, and <c>received_date</c> to partition by.
/// </summary>
public sealed class LakeRows(Topics topics)
{
    static readonly Column[] Place = [Col(KafkaRow.Topic), Col(KafkaRow.Partition), Col(KafkaRow.Offset)];

    readonly ClassifyEvents classify = ClassifyEvents.Whole();
    readonly ParseRejected parse = new();
    readonly Column fromRejectedTopic = Col(KafkaRow.Topic).EqualTo(topics.Rejected);
    readonly Column streamRejected = Expr($"{RejectedStruct.Of("code")} AS rejected");

    /// <summary>The canonical events.</summary>
    public DataFrame Events(DataFrame kafkaRows) =>
        Classified(kafkaRows).Where("code IS NULL")
            .Select([.. EventColumns, .. Place, Expr("to_date(event.received_at) AS received_date")]);

    /// <summary>What the collector rejected, and what streaming rejects.</summary>
    public DataFrame Rejected(DataFrame kafkaRows)
    {
        var byCollector = parse.Apply(kafkaRows.Where(fromRejectedTopic)).Select([.. Place, Col("rejected")]);
        var byStream = Classified(kafkaRows).Where("code IS NOT NULL").Select([.. Place, streamRejected]);
        return byCollector.Union(byStream)
            .Select([Col("rejected.*"), .. Place, Expr("to_date(rejected.received_at) AS received_date")]);
    }

    DataFrame Classified(DataFrame kafkaRows) => classify.Apply(kafkaRows.Where(!fromRejectedTopic));

    static IEnumerable<Column> EventColumns => SparkSchema.EventColumnNames.Select(name => Col($"event.{name}"));
}
