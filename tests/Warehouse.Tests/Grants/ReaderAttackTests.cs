using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests.Grants;

/// <summary>Hostile SQL of a dashboard's viewer, while the writer merges and migrate runs.</summary>
public sealed class ReaderAttackTests : IDisposable
{
    const string LiveMetrics = "hashtext('analytics.live-metrics')";
    const string Migrate = "hashtext('analytics.migrate')";

    readonly WarehouseServer _server;
    readonly Database _database;

    public ReaderAttackTests(WarehouseServer server)
    {
        _server = server;
        _database = server.Name();
        WarehouseSchema.Migrate(_database.Admin, Options());
    }

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData($"SELECT pg_advisory_lock({LiveMetrics}), pg_advisory_lock({Migrate})")]
    [InlineData($"SELECT pg_try_advisory_lock({Migrate})")]
    [InlineData("SELECT lo_from_bytea(0, decode(repeat('00', 1000), 'hex'))")]
    [InlineData("SELECT pg_logical_emit_message(false, 'x', repeat('x', 1000))")]
    [InlineData("SET temp_file_limit = -1")]
    [InlineData("ALTER ROLE analytics_reader SET temp_file_limit = -1")]
    [InlineData("SELECT pg_terminate_backend(pid) FROM pg_stat_activity")]
    [InlineData("LOCK TABLE reporting.live_events IN ACCESS EXCLUSIVE MODE")]
    [InlineData("SELECT FROM reporting.live_events FOR UPDATE")]
    [InlineData("DO $$ BEGIN RAISE LOG 'x'; END $$")]
    [InlineData("CREATE TEMP TABLE mine (id int)")]
    public void Is_refused_while_the_writer_merges_and_migrate_runs(string attack)
    {
        using var reader = _database.Open(Roles.Reader);
        reader.Execute("SET statement_timeout = 0; SET default_transaction_read_only = off; SET idle_in_transaction_session_timeout = 0");
        using var held = reader.Begin();
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => reader.Execute(attack)).SqlState);

        using var writer = _database.Open(Roles.Writer);
        Assert.True(writer.Value<bool>($"SELECT pg_try_advisory_lock({LiveMetrics})"));
        writer.Merge([new(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())], Batches.Of(0, 1));
        Assert.NotEmpty(WarehouseSchema.Migrate(_database.As(Roles.Owner), Options()));
    }

    [Fact]
    public void A_sort_that_does_not_fit_ends_at_the_limit_of_temporary_files()
    {
        using var reader = _database.Open(Roles.Reader);
        reader.Execute("SET statement_timeout = 0; SET work_mem = '64kB'");

        var refused = Assert.Throws<PostgresException>(() =>
            reader.Execute(
                "SELECT count(t) FROM (SELECT repeat('x', 1000) || i AS t FROM generate_series(1, 1000000) AS i ORDER BY 1) AS s"
            )
        );

        Assert.Equal(PostgresErrorCodes.ConfigurationLimitExceeded, refused.SqlState);
    }

    [Fact]
    public void A_transaction_that_stays_too_long_is_ended_whatever_limits_its_session_has_lifted()
    {
        using var admin = _database.Open();
        using var stays = _database.Open(Roles.Reader);
        using var idle = _database.Open(Roles.Reader);
        using var writer = _database.Open(Roles.Writer);
        idle.Execute("SELECT FROM reporting.live_events");
        stays.Execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
        using var open = stays.Begin();
        stays.Execute("SELECT FROM reporting.live_events");
        using var writing = writer.Begin();
        writer.Merge([new(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds())], Batches.Of(0, 1));

        Assert.Equal(0L, admin.Value<long>("SELECT warehouse.end_long_reads()"));
        Assert.Equal(1, stays.Value<int>("SELECT 1"));
        Assert.Equal(1L, admin.Value<long>("SELECT warehouse.end_long_reads('0')"));

        Assert.ThrowsAny<NpgsqlException>(() => stays.Execute("SELECT 1"));
        Assert.Equal(1, idle.Value<int>("SELECT 1"));
        writing.Commit();
    }

    [Theory]
    [InlineData(Roles.Writer, "SELECT warehouse.record_heartbeat('q', 'running', 0, now())")]
    [InlineData(Roles.Batch, "SELECT * FROM warehouse.maintain()")]
    public void A_lock_that_a_reader_nevertheless_holds_is_taken_from_it(string role, string call)
    {
        using var reader = HoldingLock(LiveMetrics);
        using var session = _database.Open(role);

        session.Execute(call);

        Assert.ThrowsAny<NpgsqlException>(() => reader.Execute("SELECT 1"));
    }

    [Fact]
    public void A_lock_that_a_reader_nevertheless_holds_does_not_block_migrate()
    {
        using var reader = HoldingLock(Migrate);

        Assert.NotEmpty(WarehouseSchema.Migrate(_database.As(Roles.Owner), Options()));

        Assert.ThrowsAny<NpgsqlException>(() => reader.Execute("SELECT 1"));
    }

    // The server's migrate had no superuser.
    Session HoldingLock(string key)
    {
        using (var admin = _database.Open())
            admin.Execute("GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC");
        var reader = _database.Open(Roles.Reader);
        reader.Execute($"SELECT pg_advisory_lock({key})");
        return reader;
    }

    MigrationOptions Options() => new() { Passwords = _server.Passwords, LockWait = TimeSpan.FromSeconds(20) };
}
