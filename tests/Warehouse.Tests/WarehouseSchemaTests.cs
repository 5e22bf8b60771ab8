using Analytics.Hosting;
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
    public void A_role_without_a_password_keeps_what_it_has_and_is_named()
    {
        Migrate();
        var said = new List<string>();

        WarehouseSchema.Migrate(_database.Admin, new() { Passwords = new Dictionary<string, string>(), Log = said.Add });

        Assert.Contains("role analytics_writer: keeps its password, ANALYTICS_WRITER_PASSWORD is not set", said);
        using var writer = _database.Open(Roles.Writer);
    }

    IReadOnlyList<string> Migrate() => WarehouseSchema.Migrate(_database.Admin, new() { Passwords = _server.Passwords });

    List<string> Schema()
    {
        using var admin = _database.Open();
        return admin.Rows(_everything);
    }
}
