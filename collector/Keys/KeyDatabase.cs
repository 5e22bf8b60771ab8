using Npgsql;

namespace Analytics.Collector.Keys;

/// <summary>Reads the key store in PostgreSQL, table <c>warehouse.api_keys</c>.</summary>
sealed class KeyDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>The environment variable from which all processes read the warehouse's connection string.</summary>
    public const string Variable = "ANALYTICS_WAREHOUSE";

    // In seconds. After this time the collector continues with its current list.
    const int Patience = 3;

    static readonly string _fingerprint = KeySql.Text("fingerprint");
    static readonly string _liveKeys = KeySql.Text("live_keys");

    readonly Lazy<NpgsqlDataSource> _source = new(() =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "analytics-collector",
                Timeout = Patience,
                CommandTimeout = Patience,
                CancellationTimeout = 500,
                MaxPoolSize = 1,
            }.ConnectionString
        )
    );

    /// <summary>Returns a text that changes with any change of any live key; empty without any row, also of a revoked key.</summary>
    public async Task<string> FingerprintAsync(CancellationToken stopping)
    {
        await using var command = _source.Value.CreateCommand(_fingerprint);
        return (string)(await command.ExecuteScalarAsync(stopping))!;
    }

    public async Task<IReadOnlyList<KnownKey>> ReadAsync(CancellationToken stopping)
    {
        var keys = new List<KnownKey>();
        await using var command = _source.Value.CreateCommand(_liveKeys);
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
            keys.Add(KeyRow.Known(reader));

        return keys;
    }

    public ValueTask DisposeAsync() => _source.IsValueCreated ? _source.Value.DisposeAsync() : ValueTask.CompletedTask;
}
