using Npgsql;

namespace Analytics.Testing.Ledger;

/// <summary>The key of a sum.</summary>
/// <param name="Minute">The minute, UTC.</param>
public sealed record CountKey(DateTime Minute, string Name, string Country, string Currency)
{
    /// <summary>Returns the key that counts an event: without NUL, other control characters as blanks, long names cut.</summary>
    public static CountKey Of(EventFacts facts) =>
        new(
            new DateTime(facts.At.Ticks - (facts.At.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc),
            KeyName(facts.Name),
            facts.Country,
            facts.Currency
        );

    static string KeyName(string name) =>
        string.Concat(
            name.EnumerateRunes()
                .Where(rune => rune.Value != 0)
                .Select(rune => rune.Value < ' ' ? new System.Text.Rune(' ') : rune)
                .Take(Analytics.Contracts.KeyText.Name)
        );
}

/// <summary>The number of events and their revenue.</summary>
public readonly record struct Sum(long Events, decimal Revenue)
{
    public static Sum operator +(Sum one, Sum other) => new(one.Events + other.Events, one.Revenue + other.Revenue);
}

/// <summary>Reads the sums of the warehouse.</summary>
/// <param name="connectionString">The Npgsql connection string of a role that may read everything.</param>
public sealed class WarehouseBook(string connectionString)
{
    public Task<Dictionary<CountKey, Sum>> CountedAsync() =>
        ReadAsync(
            "SELECT bucket, name, country, currency, sum(events)::bigint, sum(revenue) FROM warehouse.event_counts_minute GROUP "
                + "BY 1, 2, 3, 4",
            row =>
                (
                    new CountKey(row.GetDateTime(0), row.GetString(1), row.GetString(2), row.GetString(3)),
                    new Sum(row.GetInt64(4), row.GetDecimal(5))
                )
        );

    /// <summary>Returns the number of rejected events by code.</summary>
    public Task<Dictionary<string, long>> RejectedAsync() =>
        ReadAsync("SELECT code, sum(events)::bigint FROM warehouse.rejected_counts_minute GROUP BY 1", row =>
            (row.GetString(0), row.GetInt64(1))
        );

    /// <summary>Returns the events that dimensions count, by minute: each event is in one country or, of a bot, in one browser.</summary>
    public Task<Dictionary<DateTime, long>> InDimensionsAsync() =>
        ReadAsync(
            "SELECT bucket, sum(events)::bigint FROM warehouse.dimension_counts_minute WHERE dimension IN ('country', 'bot') GROUP BY 1",
            row => (row.GetDateTime(0), row.GetInt64(1))
        );

    /// <summary>Returns the events of all sessions.</summary>
    public async Task<long> InSessionsAsync() =>
        (await ReadAsync("SELECT 1, coalesce(sum(events), 0)::bigint FROM warehouse.live_sessions", row => (1, row.GetInt64(1))))[1];

    /// <summary>Returns the offset, by topic and partition, below which every query that reads it has merged all.</summary>
    public Task<Dictionary<(string Topic, int Partition), long>> PositionsAsync() =>
        ReadAsync("SELECT topic, partition, min(next_offset) FROM warehouse.ingest_ledger GROUP BY 1, 2", row =>
            ((row.GetString(0), row.GetInt32(1)), row.GetInt64(2))
        );

    /// <summary>Returns the newest receive time of the last live batch with events; null before the first.</summary>
    public async Task<DateTime?> NewestAsync() =>
        (
            await ReadAsync(
                "SELECT 1, newest_received_at FROM warehouse.batches WHERE query = 'live-metrics' AND newest_received_at IS NOT NULL "
                    + "ORDER BY committed_at DESC LIMIT 1",
                row => (1, (DateTime?)row.GetDateTime(1))
            )
        ).GetValueOrDefault(1);

    /// <summary>Returns how many batches of the last minute the live query is behind the end of its topics; null without batches.</summary>
    public async Task<double?> BatchesBehindAsync() =>
        (
            await ReadAsync(
                "SELECT 1, (h.lag / avg(b.events))::float FROM warehouse.query_heartbeats AS h JOIN warehouse.batches AS b USING (query) "
                    + "WHERE query = 'live-metrics' AND b.events > 0 AND b.committed_at > now() - interval '1 minute' GROUP BY h.lag",
                row => (1, row.IsDBNull(1) ? (double?)null : row.GetDouble(1))
            )
        ).GetValueOrDefault(1);

    async Task<Dictionary<TKey, TValue>> ReadAsync<TKey, TValue>(string sql, Func<NpgsqlDataReader, (TKey Key, TValue Value)> read)
        where TKey : notnull
    {
        // Pooled connections would outlive a server that is killed.
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<TKey, TValue>();
        while (await reader.ReadAsync())
        {
            var (key, value) = read(reader);
            rows.Add(key, value);
        }

        return rows;
    }
}
