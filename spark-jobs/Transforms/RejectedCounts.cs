using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Counts rejected events per minute, source and code. In: <see cref="KafkaRow"/> of the rejected topic. Out, in the short names of
/// <c>warehouse.merge_rejected_counts</c>: s (minute, epoch seconds), o (source), x (code), e (events).
/// </summary>
public sealed class RejectedCounts
{
    readonly ParseRejected _parse = new();

    readonly Column[] _keys =
    [
        Expr($"unix_timestamp(date_trunc('MINUTE', {KafkaRow.Timestamp})) AS s"),
        Expr($"left({KeyCharacters.Clean("coalesce(rejected.source, '')")}, {KeyText.Source}) AS o"),
        Expr($"left({KeyCharacters.Clean("rejected.code")}, {KeyText.Name}) AS x"),
    ];

    readonly Column _events = Expr("count(1) AS e");

    public DataFrame Apply(DataFrame kafkaRows) => _parse.Apply(kafkaRows.Coalesce(1)).GroupBy(_keys).Agg(_events);
}
