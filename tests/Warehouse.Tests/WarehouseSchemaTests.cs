using Analytics.Hosting;
using Analytics.Testing.Waiting;
using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests;

public sealed class WarehouseSchemaTests : IDisposable
{
    static readonly string _everything = EmbeddedText.Read(typeof(WarehouseSchemaTests).Assembly, "schema.sql");

    readonly WarehouseServer _server;
    readonly Database _database;

    public WarehouseSchemaTests(WarehouseServer server)
    {
        _server = server;
        _database = server.Name();
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_second_run_changes_nothing()
    {
        var first = Migrate();
        var schema = Schema();
        var second = Migrate();

        Assert.Contains("migrations/0001_create_event_counts_second", first);
        Assert.DoesNotContain(second, script => script.StartsWith("migrations/", StringComparison.Ordinal));
        Assert.Equal(schema, Schema());
    }

    [Fact]
    public async Task Two_at_once_make_one_schema()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(Migrate)));

        Assert.Single(runs, scripts => scripts.Contains("migrations/0001_create_event_counts_second"));
        var schema = Schema();
        Migrate();
        Assert.Equal(schema, Schema());
    }

    [Fact]
    public void A_dry_run_changes_nothing()
    {
        var planned = WarehouseSchema.Migrate(_database.Admin, new() { DryRun = true });

        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, Assert.Throws<PostgresException>(() => _database.Open()).SqlState);
        Assert.Equal(planned, Migrate());
        Assert.DoesNotContain(WarehouseSchema.Migrate(_database.Admin, new() { DryRun = true }), script =>
            script.StartsWith("migrations/", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_owner_needs_no_help_afterwards()
    {
        Migrate();
        var schema = Schema();
        var said = new List<string>();

        WarehouseSchema.Migrate(_database.As(Roles.Owner), new() { Passwords = _server.Passwords, Log = said.Add });

        Assert.Equal(["roles: left as they are, the connection's role may not create roles"], said);
        Assert.Equal(schema, Schema());
    }

    [Fact]
    public void A_role_that_is_no_superuser_migrates_too_and_says_what_is_left_open()
    {
        var said = new List<string>();
        var (role, database) = ($"managed_{Environment.ProcessId}", new NpgsqlConnectionStringBuilder(_database.Admin).Database);
        _server.Execute("postgres", $"CREATE ROLE {role} LOGIN CREATEROLE CREATEDB PASSWORD 'managed'");
        try
        {
            _server.Execute("postgres", $"CREATE DATABASE {database} OWNER {role}");
            var managed = new NpgsqlConnectionStringBuilder(_database.Admin) { Username = role, Password = "managed" };

            WarehouseSchema.Migrate(managed.ConnectionString, new() { Passwords = _server.Passwords, Log = said.Add });

            Assert.Contains(said, line =>
                line.Contains($"temp_file_limit is not set, for {role} is no superuser", StringComparison.Ordinal)
            );
            Assert.Contains(said, line => line.StartsWith("catalog: advisory locks, large objects", StringComparison.Ordinal));
            using var batch = _database.Open(Roles.Batch);
            Assert.Empty(batch.Rows("SELECT * FROM warehouse.maintain()"));
        }
        finally
        {
            _server.Drop(database!);
            _server.Execute("postgres", $"DROP ROLE {role}");
        }
    }

    [Fact]
    public void Views_are_made_again_whatever_their_columns_were()
    {
        Migrate();
        var schema = Schema();
        using (var admin = _database.Open())
        {
            admin.Execute(
                """
                DROP VIEW reporting.late;
                CREATE VIEW reporting.late AS SELECT 1 AS something_else;
                CREATE VIEW reporting.forgotten AS SELECT * FROM reporting.late;
                """
            );
        }

        Migrate();

        Assert.Equal(schema, Schema());
    }

    [Fact]
    public void Functions_of_earlier_versions_give_way_to_those_of_today()
    {
        Migrate();
        var schema = Schema();
        using (var admin = _database.Open())
        {
            admin.Execute(
                """
                SET ROLE analytics_owner;
                DROP FUNCTION warehouse.client_texts();
                CREATE FUNCTION warehouse.client_texts() RETURNS TABLE (target text, texts text[], at text, part text)
                LANGUAGE sql AS 'SELECT NULL, NULL::text[], NULL, NULL';
                CREATE FUNCTION warehouse.forget_visitors(ids text[], source text) RETURNS void LANGUAGE sql AS '';
                CREATE FUNCTION warehouse.add_changes(run_id text, day date) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
                CREATE FUNCTION warehouse.register_batch_names(rows json) RETURNS void LANGUAGE sql AS '';
                DELETE FROM warehouse.schema_versions WHERE scriptname LIKE 'migrations/0133_%';
                """
            );
        }

        Migrate();

        Assert.Equal(schema, Schema());
    }

    [Fact]
    public async Task Dashboards_that_read_two_views_do_not_end_it()
    {
        Migrate();
        using var admin = _database.Open();
        using var first = _database.Open(Roles.Reader);
        using var second = _database.Open(Roles.Reader);
        string[] apart = ["late", "pushes", "retention"];
        var dropped = admin.Rows("SELECT viewname FROM pg_views WHERE schemaname = 'reporting'").Where(apart.Contains).ToList();

        // Migrate has dropped the first view and waits for the second; the other reader holds the third and waits for the first.
        using var reading = first.Begin();
        first.Execute($"SELECT FROM reporting.{dropped[1]} LIMIT 0");
        var migrate = Task.Run(Migrate, TestContext.Current.CancellationToken);
        await WaitsAsync(admin, "application_name = 'analytics-warehouse'");
        var dashboard = Task.Run(
            () => second.Execute($"SELECT FROM reporting.{dropped[2]}, reporting.{dropped[0]} LIMIT 0"),
            TestContext.Current.CancellationToken
        );
        await WaitsAsync(admin, $"pid = {second.ProcessId}");
        reading.Commit();

        Assert.Contains("views/late", await migrate);
        await dashboard;
    }

    [Fact]
    public void A_role_without_a_password_keeps_what_it_has_and_is_named()
    {
        Migrate();
        var said = new List<string>();

        WarehouseSchema.Migrate(_database.Admin, new() { Passwords = new Dictionary<string, string>(), Log = said.Add });

        Assert.Contains("role analytics_writer: keeps its password, ANALYTICS_WRITER_PASSWORD is not set", said);
        using var writer = _database.Open(Roles.Writer);
    }

    // A session that waits for longer than deadlock_timeout has looked for a deadlock, and does not look again.
    static Task WaitsAsync(Session admin, string session) => Poll.UntilAsync($"a session waits: {session}", () => admin.Value<bool>(
                $"""
                SELECT EXISTS (
                    SELECT FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
                    WHERE a.datname = current_database() AND {session} AND NOT l.granted
                        AND clock_timestamp() - l.waitstart > 2 * current_setting('deadlock_timeout')::interval)
                """
            ));

    IReadOnlyList<string> Migrate() => WarehouseSchema.Migrate(_database.Admin, new() { Passwords = _server.Passwords });

    List<string> Schema()
    {
        using var admin = _database.Open();
        return admin.Rows(_everything);
    }
}
