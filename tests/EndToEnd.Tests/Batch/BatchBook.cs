using Analytics.Contracts;
using Npgsql;

namespace EndToEnd.Tests.Batch;

/// <summary>Reads what the batch jobs left in the warehouse.</summary>
sealed class BatchBook(string connectionString) : IAsyncDisposable
{
    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public async Task<List<MinuteRow>> MinutesAsync() =>
        Sorted(
            await ReadAsync(
                "SELECT bucket, name, currency, sum(events)::bigint, sum(revenue) FROM warehouse.event_counts_minute GROUP BY 1, 2, 3",
                row => new MinuteRow(row.GetDateTime(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetDecimal(4) / 1.0000m)
            )
        );

    public async Task<List<PageRow>> PagesAsync() =>
        Sorted(
            await ReadAsync(
                "SELECT bucket, value, events, page_views FROM warehouse.dimension_counts_minute WHERE dimension = 'page'",
                row => new PageRow(row.GetDateTime(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3))
            )
        );

    public async Task<long> SecondsAsync() =>
        (await ReadAsync("SELECT coalesce(sum(events), 0)::bigint FROM warehouse.event_counts_second", row => row.GetInt64(0)))[0];

    public async Task<List<SessionRow>> SessionsAsync() =>
        Sorted(
            await ReadAsync(
                "SELECT day, user_key, started_at, last_at, events, page_views, is_bounce, entry_path, exit_path FROM warehouse.sessions",
                row => new SessionRow(
                    row.GetFieldValue<DateOnly>(0),
                    row.GetString(1),
                    row.GetDateTime(2),
                    row.GetDateTime(3),
                    row.GetInt32(4),
                    row.GetInt32(5),
                    row.GetBoolean(6),
                    row.IsDBNull(7) ? null : row.GetString(7),
                    row.IsDBNull(8) ? null : row.GetString(8)
                )
            )
        );

    public Task<List<DayRow>> DaysAsync() =>
        ReadAsync(
            """
            SELECT day, visitors, new_visitors, sessions, bounces, page_views, events,
                (SELECT coalesce(string_agg(key || ' ' || to_char(value::numeric, 'FM999990.00'), ', ' ORDER BY key), '')
                 FROM jsonb_each_text(revenue))
            FROM warehouse.daily_summary ORDER BY day
            """,
            row => new DayRow(
                row.GetFieldValue<DateOnly>(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4),
                row.GetInt64(5),
                row.GetInt64(6),
                row.GetString(7)
            )
        );

    /// <summary>Returns the greatest age of the oldest event of a batch of the live query at its commit, since a time.</summary>
    public async Task<TimeSpan> LatestCommitAsync(DateTimeOffset since) =>
        (
            await ReadAsync(
                $"""
                SELECT coalesce(max(oldest_age_ms), 0) FROM reporting.commits
                WHERE query = '{QueryNames.LiveMetrics}' AND committed_at >= '{since:O}'
                """,
                row => TimeSpan.FromMilliseconds(row.GetDouble(0))
            )
        )[0];

    /// <summary>Returns what the newest run of reprocess found: live less lake, and the duplicates removed.</summary>
    public async Task<(long Difference, long Duplicates)> NewestRunAsync() =>
        (
            await ReadAsync(
                """
                SELECT coalesce(sum(abs(d.live - d.lake)), 0)::bigint, coalesce(sum(d.duplicates), 0)::bigint
                FROM warehouse.reprocess_differences AS d
                WHERE d.name = '' AND d.run_id = (SELECT run_id FROM warehouse.reprocess_runs ORDER BY started_at DESC LIMIT 1)
                """,
                row => (row.GetInt64(0), row.GetInt64(1))
            )
        )[0];

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    static List<T> Sorted<T>(List<T> rows)
        where T : notnull => [.. rows.OrderBy(row => row.ToString(), StringComparer.Ordinal)];

    async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));

        return rows;
    }
}
