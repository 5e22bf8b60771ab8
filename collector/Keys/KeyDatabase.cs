using System.Data;
using Npgsql;

namespace Analytics.Collector.Keys;

/// <summary>Reads the key store in PostgreSQL, table <c>warehouse.api_keys</c>.</summary>
sealed class KeyDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>The environment variable from which all processes read the warehouse's connection string.</summary>
    public const string Variable = "ANALYTICS_WAREHOUSE";

    // After this time the collector continues with its current list.
    const int TimeoutSeconds = 3;

    static readonly string _fingerprint = KeySql.Text("fingerprint");
    static readonly string _liveKeys = KeySql.Text("live_keys");

    readonly Lazy<NpgsqlDataSource> _source = new(() =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "analytics-collector",
                Timeout = TimeoutSeconds,
                CommandTimeout = TimeoutSeconds,
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

    /// <summary>
    /// Returns the live keys and their fingerprint at one moment: between two moments a table may lose its rows, and an empty list with the
    /// fingerprint of a full table would be accepted.
    /// </summary>
    public async Task<(string Fingerprint, IReadOnlyList<KnownKey> Keys)> ReadAsync(CancellationToken stopping)
    {
        await using var connection = await _source.Value.OpenConnectionAsync(stopping);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stopping);
        await using var batch = new NpgsqlBatch(connection, moment) { BatchCommands = { new(_fingerprint), new(_liveKeys) } };
        await using var reader = await batch.ExecuteReaderAsync(stopping);
        await reader.ReadAsync(stopping);
        var fingerprint = reader.GetString(0);
        await reader.NextResultAsync(stopping);
        var keys = new List<KnownKey>();
        while (await reader.ReadAsync(stopping))
            keys.Add(KeyRow.Known(reader));

        return (fingerprint, keys);
    }

    public ValueTask DisposeAsync() => _source.IsValueCreated ? _source.Value.DisposeAsync() : ValueTask.CompletedTask;
}
