using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// Gives each event the session that it belongs to, in column <c>session_key</c>. An id that the client gave stays. The collector derives
/// an id from the visitor and a bucket of 30 minutes: such events get exact sessions instead, which end after 30 minutes without an event.
/// Events without a session and a visitor are dropped.
/// </summary>
/// <remarks>
/// A derived id is recognized by computing it again: the first 16 hexadecimal digits of SHA-256 of source, visitor and the number of the
/// bucket since year 1, joined by line feeds. An exact session has the derived id of its first event, so ids differ between sessions.
/// </remarks>
static class SessionIds
{
    // Session.Derive of the collector, with its default of Times:SessionTimeout.
    const int Timeout = SessionParts.Bucket;
    const long BucketsBefore1970 = 62_135_596_800 / Timeout;

    const string Visitor = "coalesce(anonymous_id, user_id)";

    const string VisitorInOrder = "OVER (PARTITION BY source, visitor_id ORDER BY occurred_at, event_id, received_at)";

    const string PartsInOrder = "OVER (PARTITION BY source, visitor_id ORDER BY bucket RANGE BETWEEN UNBOUNDED PRECEDING AND";

    /// <summary>
    /// Gives each of <see cref="SessionParts"/> its session. Events of one half hour are never further apart than the timeout, so that only
    /// the time between two half hours of a visitor decides.
    /// </summary>
    public static DataFrame OfParts(DataFrame parts) =>
        Of(
            parts,
            "bucket",
            derived =>
                derived
                    .WithColumn("before", Expr($"max(last_at) {PartsInOrder} 1 PRECEDING)"))
                    .WithColumn("began", Expr("min(first.occurred_at) OVER (PARTITION BY source, visitor_id, bucket)"))
                    .WithColumn("gap", Expr("unix_micros(began) - unix_micros(before)"))
                    .Drop("before", "began"),
            $"{PartsInOrder} CURRENT ROW)"
        );

    public static DataFrame Assign(DataFrame events) =>
        Of(
            events.WithColumn("visitor_id", Expr(Visitor)),
            $"floor(unix_seconds(occurred_at) / {Timeout})",
            derived => derived.WithColumn("gap", Expr($"unix_micros(occurred_at) - lag(unix_micros(occurred_at)) {VisitorInOrder}")),
            VisitorInOrder
        );

    /// <param name="rows">The rows, with visitor_id.</param>
    /// <param name="bucket">The number of the bucket since 1970.</param>
    /// <param name="withGap">Adds to each row with a derived id the time since what the visitor did before it, in column gap.</param>
    /// <param name="inOrder">The window of the rows of a visitor up to each of them.</param>
    static DataFrame Of(DataFrame rows, string bucket, Func<DataFrame, DataFrame> withGap, string inOrder)
    {
        var known = rows.WithColumn("derived_id", Expr(Derived(bucket)))
            .WithColumn("is_derived", Expr("visitor_id IS NOT NULL AND coalesce(session_id = derived_id, true)"));
        return withGap(known.Where("is_derived"))
            .WithColumn("begins", Expr($"IF(coalesce(gap, {Timeout}000001) > {Timeout}000000, derived_id, NULL)"))
            .WithColumn("session_key", Expr($"last(begins, true) {inOrder}"))
            .Drop("gap", "begins")
            .UnionByName(known.Where("NOT is_derived AND session_id IS NOT NULL").WithColumn("session_key", Col("session_id")));
    }

    static string Derived(string bucket) =>
        $"left(sha2(concat(source, '\\n', visitor_id, '\\n', {bucket} + {BucketsBefore1970}), 256), 16)";
}
