using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// Finds events with one identity (source, channel, event_id): the earliest received of them counts, of those the first by place; the
/// others are duplicates.
/// </summary>
static class DuplicateRows
{
    const string Hash = "identity_hash";

    /// <summary>The columns that tell one row of the lake from every other.</summary>
    public static readonly string[] Place = ["topic_id", "topic", "partition", "offset"];

    const string HashOfIdentity = "xxhash64(source, channel, event_id)";

    const string Rank =
        "row_number() OVER (PARTITION BY source, channel, event_id ORDER BY received_at, topic_id, topic, partition, offset)";

    /// <summary>
    /// Returns the place, source, name and occurred_at of the rows to remove, computed, or null when there are none.
    /// </summary>
    /// <param name="events">Rows of the lake's events.</param>
    /// <remarks>Only rows whose hash occurs more than once are sorted: of ten million rows usually a handful.</remarks>
    public static CachedRows? Of(DataFrame events)
    {
        using var hashes = new CachedRows(
            events.SelectExpr($"{HashOfIdentity} AS {Hash}").GroupBy(Hash).Count().Where("count > 1").Select(Hash)
        );
        if (hashes.Rows.Count() == 0)
            return null;

        var removed = new CachedRows(
            events
                .WithColumn(Hash, Expr(HashOfIdentity))
                .Join(hashes.Rows, [Hash], "left_semi")
                .WithColumn("rank", Expr(Rank))
                .Where("rank > 1")
                .Select([.. Place.Append("source").Append("name").Append("occurred_at").Select(Col)])
        );
        if (removed.Rows.Count() > 0)
            return removed;

        removed.Dispose();
        return null;
    }
}
