using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sinks;

/// <summary>
/// Turns the counts of dimensions into rows of staging.lake_dimensions. In: the columns of
/// <see cref="Analytics.Transforms.DimensionCounts"/>.
/// </summary>
static class StagedDimensions
{
    static readonly string[] _columns =
    [
        "source AS sources",
        "dimension AS dimensions",
        "value AS values",
        "currency AS currencies",
        "events AS events",
        "page_views AS page_views",
        "revenue AS revenues",
    ];

    public static DataFrame Of(DataFrame counts) =>
        PackedMinutes.Of(
            counts.WithColumn("revenue", Expr("CAST(revenue AS DECIMAL(28,4))")),
            [],
            ["source", "dimension", "value"],
            _columns
        );
}
