using Npgsql;

namespace Analytics.Collector.Keys;

/// <summary>The key store in PostgreSQL: table <c>warehouse.api_keys</c>, as a collector reads it.</summary>
sealed class KeyDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>The environment variable in which every process of the product finds the warehouse.</summary>
    public const string Variable = "ANALYTICS_WAREHOUSE";

    // In seconds. Whoever waits longer than this does better to go on with the list that it has.
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

    /// <summary>Changes with any change of any live key.</summary>
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
