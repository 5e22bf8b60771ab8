using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>
/// Counts rows of the lake as the live queries count them from Kafka, with the same transforms. Out: the columns of staging.lake_counts.
/// </summary>
/// <param name="withSeconds">True to count per second; false per minute, for days whose seconds are no longer kept.</param>
/// <param name="secondsKept">The time for which the warehouse keeps seconds, before the day of an event's arrival.</param>
/// <param name="isInSeconds">The condition that a row counts per second too.</param>
sealed class LakeCounts(bool withSeconds, TimeSpan secondsKept, string isInSeconds)
{
    static readonly string[] _texts = ["source", "name", "country", "device", "currency", "code"];

    readonly LiveMetrics _live = new();
    readonly RejectedCounts _rejected = new();

    readonly Column _event = Expr(
        $"""
        named_struct('occurred_at', {(
            withSeconds ? $"IF({isInSeconds}, occurred_at, date_trunc('MINUTE', occurred_at))" : "date_trunc('MINUTE', occurred_at)"
        )}, 'received_at', received_at,
            'source', source, 'name', name, 'country', country, 'device', device, 'currency', currency, 'revenue', revenue) AS event
        """
    );

    // The live query counts an event as late when its second is gone at that time.
    readonly Column _isLate = Expr(
        $"{isInSeconds} AND occurred_at < date_trunc('DAY', received_at) - INTERVAL {secondsKept.TotalDays:0} DAYS AS is_late"
    );

    readonly Column _isInSeconds = Expr($"{isInSeconds} AS in_seconds");

    readonly Column[] _classified =
    [
        Expr("CAST(NULL AS STRING) AS code"),
        Expr($"CAST(NULL AS TIMESTAMP) AS {KafkaRow.Timestamp}"), // Only rejected rows are counted by it.
    ];

    /// <summary>Counts events.</summary>
    public DataFrame Events(DataFrame events) =>
        _live.Sum(events.Select([_event, .. _classified, _isLate, _isInSeconds]), Col("is_late"), Col("in_seconds"));

    /// <summary>Counts duplicates per source and name.</summary>
    public static DataFrame Duplicates(DataFrame events) =>
        events
            .GroupBy(
                Expr($"{KeyCharacters.Key("source", KeyText.Source)} AS source"),
                Expr($"{KeyCharacters.Key("name", KeyText.Name)} AS name")
            )
            .Agg(Expr("count(1) AS events"));

    /// <summary>Counts rejected events.</summary>
    public DataFrame Rejected(DataFrame rejected) =>
        _rejected
            .Count(rejected.SelectExpr("named_struct('received_at', received_at, 'source', source, 'code', code) AS rejected"))
            .SelectExpr([
                "second",
                "events",
                "false AS is_late",
                "false AS in_seconds",
                .. _texts.Select(text => text is "source" or "code" ? text : $"'' AS {text}"),
            ]);
}
