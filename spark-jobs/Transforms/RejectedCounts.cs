using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Counts rejected events per minute, source and code. In: <see cref="KafkaRow"/> of the rejected topic. Out, one row for each group: the
/// columns
/// of <see cref="RejectedCountsRow"/>.
/// </summary>
public sealed class RejectedCounts
{
    readonly ParseRejected _parse = new();

    readonly Column[] _keys =
    [
        Named(nameof(RejectedCountsRow.Second), $"unix_timestamp(date_trunc('MINUTE', {KafkaRow.Timestamp}))"),
        Named(nameof(RejectedCountsRow.Source), $"left({KeyCharacters.Clean("coalesce(rejected.source, '')")}, {KeyText.Source})"),
        Named(nameof(RejectedCountsRow.Code), $"left({KeyCharacters.Clean("rejected.code")}, {KeyText.Name})"),
    ];

    readonly Column _events = Named(nameof(RejectedCountsRow.Events), "count(1)");

    public DataFrame Apply(DataFrame kafkaRows) => _parse.Apply(kafkaRows.Coalesce(1)).GroupBy(_keys).Agg(_events);

    static Column Named(string member, string value) => Expr($"{value} AS {SparkSchema.Column(member)}");
}
