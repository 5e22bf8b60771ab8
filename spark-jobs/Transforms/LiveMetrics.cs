using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Adds events up per second, source, name, country, device and currency. In: <see cref="KafkaRow"/>. Out, one row a group, in the
/// short names of <c>warehouse.merge_live_metrics</c>: s o n c d u (keys), x (rejection code, '' for events), e (events),
/// r (revenue, DECIMAL(28,4)), a and b (least and greatest received_at, epoch milliseconds).
/// </summary>
/// <remarks>Sums, counts, min and max only: batches add up in any order. Rejected rows are one group per second and code.</remarks>
public sealed class LiveMetrics
{
    readonly ClassifyEvents _classify = ClassifyEvents.Only("country", "device", "currency", "revenue");

    readonly Column[] _keys =
    [
        Expr($"unix_timestamp(IF(code IS NULL, event.occurred_at, {KafkaRow.Timestamp})) AS s"),
        Key("o", "event.source", KeyText.Source),
        Key("n", "event.name", KeyText.Name),
        Key("c", "event.country", KeyText.Country),
        Key("d", "event.device", KeyText.Device),
        Key("u", "IF(event.revenue IS NULL, NULL, event.currency)", KeyText.Currency),
        Expr("coalesce(code, '') AS x"),
    ];

    readonly Column _events = Expr("count(1) AS e");

    readonly Column[] _sums =
    [
        Expr("sum(IF(code IS NULL, event.revenue, NULL)) AS r"),
        Expr("min(IF(code IS NULL, unix_millis(event.received_at), NULL)) AS a"),
        Expr("max(IF(code IS NULL, unix_millis(event.received_at), NULL)) AS b"),
    ];

    public DataFrame Apply(DataFrame kafkaRows) => _classify.Apply(kafkaRows.Coalesce(1)).GroupBy(_keys).Agg(_events, _sums);

    // PostgreSQL takes no NUL in a text and no long one in an index; the empty text is the key of "none".
    static Column Key(string name, string value, int length) =>
        Expr($"IF(code IS NULL, left({KeyCharacters.Clean($"coalesce({value}, '')")}, {length}), '') AS {name}");
}
