using Analytics.Contracts;
using Analytics.DashboardPreview.Settings;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Testing.Postgres;
using Analytics.Testing.Waiting;
using DashboardPreview.Tests.Seed;
using Npgsql;

[assembly: AssemblyFixture(typeof(SeededWarehouse))]

namespace DashboardPreview.Tests.Seed;

/// <summary>
/// A real warehouse with the seeded traffic, merged by the functions that streaming calls, and with invented results of batch jobs;
/// created on first use.
/// </summary>
public sealed class SeededWarehouse : IAsyncDisposable
{
    /// <summary>The events of a batch.</summary>
    internal const int BatchSize = 20;

    // The merges of the seed are all of one second.
    const string SpreadCommits =
        "UPDATE warehouse.batches SET committed_at = newest_received_at + (200 + 100 * (batch_id % 7)) * interval '1 millisecond' "
        + "WHERE newest_received_at IS NOT NULL";

    // A page that is drawn an hour after the seed still shows the commits of the last five minutes.
    const string KeepCommitting = """
        INSERT INTO warehouse.batches
        SELECT query, batch_id, started_at, committed_at + later, events, oldest_received_at + later, newest_received_at + later,
            duration_ms
        FROM warehouse.batches CROSS JOIN (SELECT number * interval '5 minutes' AS later FROM generate_series(1, 12) AS number) AS copy
        WHERE committed_at >= now() - interval '5 minutes'
        """;

    // No query of the seed is silent while tests look at it.
    const string KeepAlive = "UPDATE warehouse.query_heartbeats SET at = now() + interval '1 day'";

    readonly TestEnvironment _environment = new();
    readonly Lazy<Task<Seeded>> _seeded;

    public SeededWarehouse() => _seeded = new(SeedAsync);

    /// <summary>The milliseconds from the arrival of a batch's newest event to its commit.</summary>
    internal static int Delay(int batch) => 200 + 100 * (batch % 7);

    internal Task<Seeded> ReadyAsync() => _seeded.Value;

    /// <summary>The seed and a range that begins and ends so many seconds before the seed's end.</summary>
    internal async Task<(Seeded Seeded, DateTimeOffset From, DateTimeOffset To)> RangeAsync(double begins, double ends)
    {
        var seeded = await ReadyAsync();
        return (seeded, seeded.EndsAt.AddSeconds(-begins), seeded.EndsAt.AddSeconds(-ends));
    }

    /// <summary>Creates an empty warehouse for one test.</summary>
    internal async Task<TestDatabase> CreateWarehouseAsync() => await _environment.CreateWarehouseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_seeded.IsValueCreated)
            await (await _seeded.Value).Database.DisposeAsync();
        await _environment.DisposeAsync();
    }

    async Task<Seeded> SeedAsync()
    {
        await Today.WithLeftAsync(TimeSpan.FromMinutes(10));
        var database = await _environment.CreateWarehouseAsync();
        var end = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var events = SeededTraffic.Before(end);
        await using var writer = await database.OpenAsync(Role.Writer);
        await MergeAsync(writer, events, end);
        await using var admin = await database.OpenAsync(Role.Admin);
        await ExecuteAsync(admin, SpreadCommits);
        await ExecuteAsync(admin, KeepCommitting);
        var now = TimeProvider.System.GetUtcNow();
        var report = SeededReport.UpTo(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1));
        var operations = SeededOperations.At(now);
        await BatchTables.WriteAsync(admin, report, operations);
        var sessions = SeededSessions.At(now);
        await SessionTables.WriteAsync(admin, sessions);
        await SeededCorrection.WriteAsync(admin, end - 25);
        await ExecuteAsync(admin, KeepAlive);
        // Autovacuum would do this at some later time, and the planner depends on it.
        await ExecuteAsync(admin, "ANALYZE");
        return new Seeded(database, end, events, TimeProvider.System.GetUtcNow(), report, operations, sessions);
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static async Task MergeAsync(NpgsqlConnection writer, IReadOnlyList<CountedEvent> events, long end)
    {
        long offset = 0;
        foreach (var (number, batch) in events.Chunk(BatchSize).Index())
        {
            await MergeCalls.MergeAsync(writer, number, offset, batch);
            offset += batch.Length;
        }
        await using var heartbeat = new NpgsqlCommand(
            "SELECT warehouse.record_heartbeat('live-metrics', 'running', 0, to_timestamp($1))",
            writer
        )
        {
            Parameters = { new() { Value = (double)end } },
        };
        await heartbeat.ExecuteNonQueryAsync();
        await using var putAside = new NpgsqlCommand($"SELECT {WarehouseFunctions.PutAside}($1, $2)", writer)
        {
            Parameters =
            {
                new() { Value = QueryNames.LakeArchive },
                new() { Value = """[{"topic":"t","topic_id":"i","partition":0,"offset":1,"reason":"no such value"}]""" },
            },
        };
        await putAside.ExecuteNonQueryAsync();
    }
}

/// <summary>The seed.</summary>
/// <param name="End">The first second after the traffic, up to which the live query reports complete counts; epoch seconds.</param>
/// <param name="MergedAt">The time at which the last batch was committed.</param>
sealed record Seeded(
    TestDatabase Database,
    long End,
    IReadOnlyList<CountedEvent> Events,
    DateTimeOffset MergedAt,
    ReportRows Report,
    OperationRows Operations,
    SessionRows Sessions
)
{
    /// <summary>The UTC day of the seed's end.</summary>
    public DateOnly Today => DateOnly.FromDateTime(MergedAt.UtcDateTime);

    public DateTimeOffset EndsAt => DateTimeOffset.FromUnixTimeSeconds(End);

    /// <summary>The accepted events of a range, both ends included.</summary>
    /// <param name="sources">The picked sources; none is "All".</param>
    public IEnumerable<CountedEvent> Counted(DateTimeOffset from, DateTimeOffset to, string[] sources) =>
        Events.Where(one =>
            one.Code.Length == 0
            && one.Second * 1000 >= from.ToUnixTimeMilliseconds()
            && one.Second * 1000 <= to.ToUnixTimeMilliseconds()
            && (sources.Length == 0 || sources.Contains(one.Source))
        );

    public PreviewOptions Options(string? dashboards = null) =>
        new(
            "http://127.0.0.1:0",
            dashboards ?? Lint.GrafanaFiles.Dashboards,
            Database.ConnectionString(Role.Reader),
            4,
            TimeSpan.FromSeconds(20)
        );
}
