using Npgsql;

namespace DashboardPreview.Tests.Seed;

/// <summary>
/// A correction of <c>reprocess</c> that is not folded into the tables yet and takes away all that was counted of some values: no panel
/// may show them.
/// </summary>
static class SeededCorrection
{
    const string Removed = "removed";
    const string Run = "seeded-correction";

    /// <param name="second">The second in which the removed events occurred; epoch seconds.</param>
    public static async Task WriteAsync(NpgsqlConnection admin, long second)
    {
        foreach (var (kind, seconds) in new[] { ("second", 1), ("minute", 60) })
        {
            await ExecuteAsync(
                admin,
                $"""
                WITH counted AS (
                    INSERT INTO warehouse.event_counts_{kind} (bucket, source, name, country, device, currency, events, revenue,
                        oldest_received_at, newest_received_at)
                    VALUES (to_timestamp($1), 'web', '{Removed}', 'XX', '{Removed}', 'XXX', 3, 1, to_timestamp($1), to_timestamp($1))
                    RETURNING *)
                INSERT INTO staging.count_changes
                    (run_id, kind, bucket, events, live_events, source, name, country, device, currency, revenue)
                SELECT '{Run}', '{kind}', bucket, -events, events, source, name, country, device, currency, -revenue FROM counted
                """,
                second / seconds * seconds
            );
        }

        await ExecuteAsync(
            admin,
            $"""
            WITH counted AS (
                INSERT INTO warehouse.rejected_counts_minute (bucket, source, code, events)
                VALUES (to_timestamp($1), 'web', '{Removed}', 3)
                RETURNING *)
            INSERT INTO staging.count_changes
                    (run_id, kind, bucket, events, live_events, source, name, country, device, currency, revenue)
            SELECT '{Run}', 'rejected', bucket, -events, events, source, code, '', '', '', 0 FROM counted
            """,
            second / 60 * 60
        );
        await ExecuteAsync(
            admin,
            $"""
            WITH counted AS (
                INSERT INTO warehouse.dimension_counts_minute (bucket, source, dimension, value, currency, events, page_views, revenue)
                SELECT to_timestamp($1), 'web', dimension, '{Removed}', CASE WHEN dimension IN ('goal', 'product') THEN 'USD' ELSE '' END,
                    3, 3, 1
                FROM unnest(ARRAY['page', 'not_found', 'search', 'screen', 'goal', 'property:author', 'product', 'bot']) AS dimension
                RETURNING *)
            INSERT INTO staging.count_changes (run_id, kind, bucket, events, live_events, source, name, country, device, currency, revenue,
                dimension, page_views)
            SELECT '{Run}', 'dimension', bucket, -events, events, source, value, '', '', currency, -revenue, dimension, -page_views
            FROM counted
            """,
            second / 60 * 60
        );
        await ExecuteAsync(
            admin,
            $"INSERT INTO warehouse.corrections (run_id, from_at) VALUES ('{Run}', to_timestamp($1))",
            second / 60 * 60
        );
    }

    static async Task ExecuteAsync(NpgsqlConnection admin, string sql, long at)
    {
        await using var command = new NpgsqlCommand(sql, admin) { Parameters = { new() { Value = (double)at } } };
        await command.ExecuteNonQueryAsync();
    }
}
