using Analytics.Local.Postgres;
using Analytics.Testing.Ledger;
using Analytics.Testing.Postgres;

namespace BatchJobs.Tests.Streaming;

/// <summary>Reads the rows that the warehouse has for one UTC day, as the lines of <see cref="ExpectedDay"/>.</summary>
public sealed class WarehouseDay(TestDatabase warehouse, DateOnly day)
{
    const string Epoch = "extract(epoch FROM bucket)::bigint";

    public Task<List<string>> SecondsAsync() => CountsAsync("event_counts_second");

    public Task<List<string>> MinutesAsync() => CountsAsync("event_counts_minute");

    public Task<List<string>> DimensionsAsync() => LinesAsync($"SELECT {PlainDimensions.Columns} FROM warehouse.dimension_counts_minute");

    public Task<List<string>> EventsAsync() => LinesAsync("SELECT sum(events)::text FROM warehouse.event_counts_minute");

    public Task<List<string>> LateAsync() =>
        LinesAsync($"SELECT concat_ws('|', {Epoch}, source, name, events, {Ms("newest_received_at")}) FROM warehouse.late_counts_minute");

    public Task<List<string>> RejectedAsync() =>
        LinesAsync($"SELECT concat_ws('|', {Epoch}, source, code, events) FROM warehouse.rejected_counts_minute");

    /// <summary>The lines of <see cref="ExpectedSessions"/>.</summary>
    public Task<List<string>> SessionsAsync() =>
        LinesAsync(
            $"""
            SELECT concat_ws('|', source, session_id, user_key, coalesce(user_id, '-'), {Ms("started_at")}, {Ms("last_at")}, events,
                page_views, conversions, CASE WHEN is_bounce THEN 'bounce' ELSE 'stays' END, CASE WHEN is_bot THEN 'bot' ELSE 'person' END,
                coalesce(entry_path, '-'), coalesce(exit_path, '-'), coalesce(utm_source, '-'), coalesce(country, '-'),
                coalesce((SELECT string_agg(key || '=' || value::numeric(28, 4), ',' ORDER BY key) FROM jsonb_each_text(revenue)), ''))
            FROM (SELECT day::timestamp AT TIME ZONE 'UTC' AS bucket, * FROM warehouse.sessions) AS s
            """
        );

    Task<List<string>> CountsAsync(string table) =>
        LinesAsync(
            $"""
            SELECT concat_ws('|', {Epoch}, source, name, country, device, currency, events, revenue, {Ms("oldest_received_at")}, {Ms(
                "newest_received_at"
            )})
            FROM warehouse.{table}
            """
        );

    public async Task<List<string>> LinesAsync(string select)
    {
        const string ofDay = "bucket >= $1::timestamp AT TIME ZONE 'UTC' AND bucket < ($1 + 1)::timestamp AT TIME ZONE 'UTC'";
        return [.. (await warehouse.LinesAsync(Role.Batch, $"{select} WHERE {ofDay}", day)).Order(StringComparer.Ordinal)];
    }

    static string Ms(string time) => $"round(extract(epoch FROM {time}) * 1000)::bigint";
}
