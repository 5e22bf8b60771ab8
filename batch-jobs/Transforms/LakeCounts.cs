using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>
/// Counts rows of the lake as the live queries count them from Kafka, with the same transforms. Out: kind and minute as in
/// staging.lake_counts, and the columns of <see cref="LiveMetricsRow"/>; second is the minute where seconds do not count.
/// </summary>
/// <param name="withSeconds">True to count per second; false per minute, for days whose seconds are no longer kept.</param>
/// <param name="secondsKept">The time for which the warehouse keeps seconds, before the day of an event's arrival.</param>
/// <param name="isInSeconds">The condition that a row counts per second too.</param>
sealed class LakeCounts(bool withSeconds, TimeSpan secondsKept, string isInSeconds)
{
    readonly LiveMetrics _live = new();
    readonly RejectedCounts _rejected = new();

    // The live query counts an event as late when its second is gone at that time.
    readonly Column _kind = Expr(
        $"""
        CASE WHEN {isInSeconds} AND occurred_at < date_trunc('DAY', received_at) - INTERVAL {secondsKept.TotalDays:0} DAYS THEN 'late'
             WHEN {(withSeconds ? isInSeconds : "false")} THEN 'second'
             ELSE 'minute'
        END AS kind
        """
    );

    readonly Column _event = Expr(
        """
        named_struct('occurred_at', IF(kind = 'second', occurred_at, date_trunc('MINUTE', occurred_at)), 'received_at', received_at,
            'source', source, 'name', name, 'country', country, 'device', device, 'currency', currency, 'revenue', revenue) AS event
        """
    );

    readonly Column[] _classified =
    [
        Expr("CAST(NULL AS STRING) AS code"),
        Expr($"CAST(NULL AS TIMESTAMP) AS {KafkaRow.Timestamp}"), // Only rejected rows are counted by it.
    ];

    /// <summary>Counts events.</summary>
    /// <remarks>They are shuffled once, by minute: counting them and putting a minute's counts together need no other order.</remarks>
    public DataFrame Events(DataFrame events) =>
        _live.Sum(
            events
                .WithColumn("kind", _kind)
                .Select([_event, .. _classified, Col("kind"), Expr("unix_timestamp(date_trunc('MINUTE', occurred_at)) AS minute")])
                .Repartition(Col("minute")),
            Col("kind"),
            Col("minute")
        );

    /// <summary>Counts duplicates per source and name.</summary>
    public static DataFrame Duplicates(DataFrame events) =>
        events
            .GroupBy(
                Expr($"{KeyCharacters.Key("source", KeyText.Source)} AS source"),
                Expr($"{KeyCharacters.Key("name", KeyText.Name)} AS name")
            )
            .Agg(Expr("count(1) AS events"));

    /// <summary>Counts rejected events; name is the code.</summary>
    public DataFrame Rejected(DataFrame rejected) =>
        _rejected
            .Count(rejected.SelectExpr("named_struct('received_at', received_at, 'source', source, 'code', code) AS rejected"))
            .SelectExpr(
                "'rejected' AS kind",
                "second AS minute",
                "second",
                "source",
                "code AS name",
                "'' AS country",
                "'' AS device",
                "'' AS currency",
                "events",
                "0 AS revenue",
                "0L AS oldest_received_ms",
                "0L AS newest_received_ms"
            );
}
