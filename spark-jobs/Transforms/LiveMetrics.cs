using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Sums events per second, source, name, country, device and currency. In: <see cref="KafkaRow"/>. Out, one row for each group: the columns
/// of <see cref="LiveMetricsRow"/>.
/// </summary>
/// <remarks>
/// It uses sums, counts, minima and maxima only, so batches can be added in any order. Rejected rows form one group per second and code.
/// </remarks>
public sealed class LiveMetrics
{
    readonly ClassifyEvents _classify = ClassifyEvents.OfLiveText();

    readonly Column[] _keys =
    [
        Named(nameof(LiveMetricsRow.Second), $"unix_timestamp(IF(code IS NULL, event.occurred_at, {KafkaRow.Timestamp}))"),
        Key(nameof(LiveMetricsRow.Source), "event.source", KeyText.Source),
        Key(nameof(LiveMetricsRow.Name), "event.name", KeyText.Name),
        Key(nameof(LiveMetricsRow.Country), "event.country", KeyText.Country),
        Key(nameof(LiveMetricsRow.Device), "event.device", KeyText.Device),
        Key(nameof(LiveMetricsRow.Currency), "IF(event.revenue IS NULL, NULL, event.currency)", KeyText.Currency),
        Named(nameof(LiveMetricsRow.Code), "coalesce(code, '')"),
    ];

    readonly Column _events = Named(nameof(LiveMetricsRow.Events), "count(1)");

    readonly Column[] _sums =
    [
        Named(nameof(LiveMetricsRow.Revenue), "sum(IF(code IS NULL, event.revenue, NULL))"),
        Named(nameof(LiveMetricsRow.OldestReceivedMs), "min(IF(code IS NULL, unix_millis(event.received_at), NULL))"),
        Named(nameof(LiveMetricsRow.NewestReceivedMs), "max(IF(code IS NULL, unix_millis(event.received_at), NULL))"),
    ];

    public DataFrame Apply(DataFrame kafkaRows) => Sum(_classify.Apply(kafkaRows));

    /// <summary>
    /// Sums classified rows: the struct <c>event</c>, the column <c>code</c> and Kafka's timestamp, from a batch or the lake.
    /// </summary>
    /// <param name="classified">The rows.</param>
    /// <param name="more">More columns to group by.</param>
    public DataFrame Sum(DataFrame classified, params Column[] more) => classified.GroupBy([.. _keys, .. more]).Agg(_events, _sums);

    static Column Key(string member, string value, int length) =>
        Named(member, $"IF(code IS NULL, {KeyCharacters.Key(value, length)}, '')");

    static Column Named(string member, string value) => Expr($"{value} AS {SparkSchema.Column(member)}");
}
