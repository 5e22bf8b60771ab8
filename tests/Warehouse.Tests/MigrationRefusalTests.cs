using Analytics.Hosting;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests;

/// <summary>Why a migration does not begin, in words and an exit code.</summary>
public sealed class MigrationRefusalTests : IDisposable
{
    readonly WarehouseServer _server;
    readonly Database _database;

    public MigrationRefusalTests(WarehouseServer server)
    {
        _server = server;
        _database = server.Name();
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void While_another_migrate_runs_it_waits_and_then_says_so()
    {
        Migrate();
        using var other = _database.Open();
        other.Execute("SELECT pg_advisory_lock(hashtext('analytics.migrate'))");

        var busy = Assert.Throws<MigrationException>(() =>
            WarehouseSchema.Migrate(_database.Admin, new() { LockWait = TimeSpan.FromMilliseconds(50) })
        );

        Assert.Equal(ExitCodes.InUse, busy.ExitCode);
    }

    [Fact]
    public void The_session_that_holds_the_lock_ends_soon_after_its_host_has_vanished()
    {
        Migrate();
        using var held = MigrationLock.Take(new(_database.Admin), new());
        using var idle = new NpgsqlCommand("SHOW tcp_keepalives_idle", held.Connection);
        Assert.Equal("5", idle.ExecuteScalar());
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Timeout=2", ExitCodes.Unavailable)]
    [InlineData("Host=127.0.0.1;Sport=1", ExitCodes.Usage)]
    public void Says_what_is_wrong_with_the_connection(string connection, int exit) =>
        Assert.Equal(exit, Assert.Throws<MigrationException>(() => WarehouseSchema.Migrate(connection)).ExitCode);

    [Fact]
    public void A_role_without_the_right_is_told_which_role_has_it()
    {
        Migrate();

        var refused = Assert.Throws<MigrationException>(() => WarehouseSchema.Migrate(_database.As(Roles.Reader)));

        Assert.Equal(ExitCodes.NotAllowed, refused.ExitCode);
        Assert.Contains("analytics_owner", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_missing_is_named_to_who_may_not_create_it()
    {
        // Roles belong to a whole server, which the other tests share.
        using var folder = new TestFolder();
        await using var server = new PostgresServer(folder.Path);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await server.MigrateAsync(TestContext.Current.CancellationToken);
        using (var admin = new Session(server.ConnectionString(Role.Admin)))
            admin.Execute("DROP OWNED BY analytics_keys; DROP ROLE analytics_keys");

        var refused = Assert.Throws<MigrationException>(() => WarehouseSchema.Migrate(server.ConnectionString(Role.Owner)));

        Assert.Equal(ExitCodes.NotAllowed, refused.ExitCode);
        Assert.Contains("create them: analytics_keys. Run", refused.Message, StringComparison.Ordinal);
    }

    IReadOnlyList<string> Migrate() => WarehouseSchema.Migrate(_database.Admin, new() { Passwords = _server.Passwords });
}
