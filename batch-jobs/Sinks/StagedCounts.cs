using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sinks;

/// <summary>Turns counts into rows of staging.lake_counts. In: the columns of <see cref="Transforms.LakeCounts"/>.</summary>
static class StagedCounts
{
    static readonly string[] _columns =
    [
        "second AS seconds",
        "source AS sources",
        "name AS names",
        "country AS countries",
        "device AS devices",
        "currency AS currencies",
        "events AS events",
        "revenue AS revenues",
        "oldest_received_ms AS oldest_ms",
        "newest_received_ms AS newest_ms",
    ];

    public static DataFrame Of(DataFrame counts) =>
        PackedMinutes.Of(
            counts.WithColumn("revenue", Expr("CAST(coalesce(revenue, 0) AS DECIMAL(28,4))")),
            ["kind"],
            ["source", "name", "country", "device"],
            _columns
        );
}
