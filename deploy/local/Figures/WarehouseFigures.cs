using Analytics.Hosting;
using Npgsql;

namespace Analytics.Local.Figures;

/// <summary>Reads the warehouse's counts from its tables, with the administrator's connection string.</summary>
public sealed class WarehouseFigures(string connectionString) : IAsyncDisposable
{
    static readonly string _newestEvent = Sql("newest_event");
    static readonly string _counted = Sql("counted");
    static readonly string _commits = Sql("commits");
    static readonly string _oldestAtCommit = Sql("oldest_at_commit");
    static readonly string _difference = Sql("difference");

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    /// <summary>Returns when the collector received the newest event of a query's commits; null without events.</summary>
    public async Task<DateTimeOffset?> NewestEventAsync(string query, CancellationToken cancellation = default)
    {
        await using var command = _source.CreateCommand(_newestEvent);
        command.Parameters.Add(new() { Value = query });
        return await command.ExecuteScalarAsync(cancellation) is DateTime newest ? new DateTimeOffset(newest, TimeSpan.Zero) : null;
    }

    /// <summary>Returns the number of events in the minute table, and of rejected events.</summary>
    public async Task<(long Events, long Rejected)> CountedAsync(CancellationToken cancellation = default)
    {
        await using var command = _source.CreateCommand(_counted);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Returns the number of live commits with events between two times.</summary>
    public async Task<long> CommitsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default)
    {
        await using var command = _source.CreateCommand(_commits);
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = to.UtcDateTime });
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>
    /// Returns the age of the oldest event of each live commit between two times, when it commits, in milliseconds: no event of any
    /// partition is visible later.
    /// </summary>
    public async Task<IReadOnlyCollection<double>> OldestAtCommitAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation = default
    )
    {
        await using var command = _source.CreateCommand(_oldestAtCommit);
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = to.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ages = new List<double>();
        while (await reader.ReadAsync(cancellation))
            ages.Add(reader.GetDouble(0));

        return ages;
    }

    /// <summary>
    /// Returns the events by which live numbers and lake differed in all runs of reprocess together, name by name; null without a run.
    /// </summary>
    public async Task<long?> DifferenceAsync(CancellationToken cancellation = default)
    {
        await using var command = _source.CreateCommand(_difference);
        return await command.ExecuteScalarAsync(cancellation) as long?;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    static string Sql(string name) => EmbeddedText.Read(typeof(WarehouseFigures).Assembly, name);
}
