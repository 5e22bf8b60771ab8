using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Counts rejected events per minute in which they were received, source and code. In: <see cref="KafkaRow"/> of the rejected topic. Out,
/// one row for each group: the columns of <see cref="RejectedCountsRow"/>.
/// </summary>
/// <remarks>The lake holds received_at and not Kafka's time, so that a batch job counts the same.</remarks>
public sealed class RejectedCounts
{
    readonly ParseRejected _parse = new();

    readonly Column[] _keys =
    [
        Named(nameof(RejectedCountsRow.Second), $"unix_timestamp(date_trunc('MINUTE', rejected.received_at))"),
        Named(nameof(RejectedCountsRow.Source), KeyCharacters.Key("rejected.source", KeyText.Source)),
        Named(nameof(RejectedCountsRow.Code), KeyCharacters.Key("rejected.code", KeyText.Name)),
    ];

    readonly Column _events = Named(nameof(RejectedCountsRow.Events), "count(1)");

    public DataFrame Apply(DataFrame kafkaRows) => Count(_parse.Apply(kafkaRows));

    /// <summary>Counts rows that have the struct <c>rejected</c>.</summary>
    public DataFrame Count(DataFrame rejected) => rejected.GroupBy(_keys).Agg(_events);

    static Column Named(string member, string value) => Expr($"{value} AS {SparkSchema.Column(member)}");
}
