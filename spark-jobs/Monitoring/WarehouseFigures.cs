using Npgsql;
using Prometheus;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>Reads PostgreSQL's connections and the warehouse's size, as Prometheus metrics. The role of the jobs may read both.</summary>
sealed class WarehouseFigures(NpgsqlDataSource warehouse)
{
    static readonly Gauge _connections = Create(
        "stream_warehouse_connections",
        "Connections to PostgreSQL, of all programs and databases."
    );
    static readonly Gauge _limit = Create("stream_warehouse_connections_limit", "The most connections that PostgreSQL takes.");
    static readonly Gauge _bytes = Create("stream_warehouse_bytes", "Size of the warehouse's database.");

    public async Task ReadAsync(CancellationToken stopping)
    {
        await using var command = warehouse.CreateCommand(
            """
            SELECT sum(numbackends)::float8, current_setting('max_connections')::float8, pg_database_size(current_database())::float8
            FROM pg_stat_database
            """
        );
        await using var row = await command.ExecuteReaderAsync(stopping);
        await row.ReadAsync(stopping);
        _connections.Set(row.GetDouble(0));
        _limit.Set(row.GetDouble(1));
        _bytes.Set(row.GetDouble(2));
    }

    /// <summary>Ends the series until the next reading: an old figure would look like a new one.</summary>
    public static void Forget()
    {
        foreach (var gauge in new[] { _connections, _limit, _bytes })
            gauge.Unpublish();
    }

    static Gauge Create(string name, string help) =>
        Metrics.CreateGauge(name, help, new GaugeConfiguration { SuppressInitialValue = true });
}
