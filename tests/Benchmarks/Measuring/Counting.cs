using Analytics.Benchmarks.Contenders;
using Analytics.Contracts;
using Analytics.Local.Figures;
using Analytics.Local.Postgres;
using Npgsql;

namespace Analytics.Benchmarks.Measuring;

/// <summary>Counts the events of a contender at each store that they pass.</summary>
sealed class Counting : IAsyncDisposable
{
    readonly ContenderStack _stack;
    readonly Contender _contender;
    readonly NpgsqlDataSource _source;
    readonly DeltaLog _lake;

    public Counting(ContenderStack stack, Contender contender)
    {
        (_stack, _contender) = (stack, contender);
        _source = NpgsqlDataSource.Create(stack.Postgres.ConnectionString(Role.Admin));
        Warehouse = new WarehouseFigures(stack.Postgres.ConnectionString(Role.Admin));
        _lake = new DeltaLog(Path.Combine(stack.Lake, LakeTables.Events));
    }

    public WarehouseFigures Warehouse { get; }

    public async Task<Counts> TakeAsync(CancellationToken stopping)
    {
        var (counted, rejected) = _contender.IsStock
            ? (await EmbeddedQuery.NumberAsync(_source, "stock_counted", stopping) ?? 0, (long?)null)
            : await Warehouse.CountedAsync(stopping);
        var (accepted, spooled) = await CollectorCounts.TakeAsync(_stack.Collector.Url, stopping);
        return new(accepted, spooled, counted, rejected, _contender.HasLake ? _lake.CountRows() : null);
    }

    /// <summary>Returns the server process of a connection by its application name.</summary>
    public async Task<int?> BackendAsync(string application, CancellationToken stopping) =>
        (int?)await EmbeddedQuery.NumberAsync(_source, "probe_backend", stopping, application);

    public async ValueTask DisposeAsync()
    {
        await Warehouse.DisposeAsync();
        await _source.DisposeAsync();
    }
}

/// <summary>The event counts so far.</summary>
/// <param name="Spooled">The number of events that the collector wrote to its spool.</param>
/// <param name="Rejected">The number of counted rejected events; null where no job counts them.</param>
/// <param name="Lake">The number of events in the lake; null without a lake.</param>
sealed record Counts(long Accepted, long Spooled, long Counted, long? Rejected, long? Lake);
