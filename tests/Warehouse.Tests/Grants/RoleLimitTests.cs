using Analytics.Warehouse;
using Npgsql;

namespace Warehouse.Tests.Grants;

/// <summary>The roles' limits beside their rights on objects: attributes, connections, timeouts, and who may connect.</summary>
public sealed class RoleLimitTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    readonly Database _database = migrated.Database;

    [Fact]
    public void No_role_is_more_than_it_needs()
    {
        using var admin = _database.Open();
        Assert.Empty(
            admin.Rows(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'analytics_%' AND (rolsuper OR rolcreatedb OR rolcreaterole OR "
                    + "rolreplication OR rolbypassrls)"
            )
        );
        Assert.Empty(
            admin.Rows(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'analytics_%' AND rolname <> 'analytics_owner' AND rolconnlimit < 1"
            )
        );
        Assert.Empty(
            admin.Rows(
                "SELECT relname FROM pg_class WHERE relnamespace IN ('warehouse'::regnamespace, 'reporting'::regnamespace) AND "
                    + "relowner <> 'analytics_owner'::regrole"
            )
        );
    }

    [Fact]
    public void Definer_functions_fix_their_search_path()
    {
        using var admin = _database.Open();
        Assert.Empty(
            admin.Rows(
                """
                SELECT proname FROM pg_proc WHERE pronamespace = 'warehouse'::regnamespace AND prosecdef
                    AND NOT coalesce(proconfig @> ARRAY['search_path=warehouse, pg_temp'], false)
                """
            )
        );
    }

    [Fact]
    public void The_reader_is_read_only_and_its_statements_end()
    {
        using var reader = _database.Open(Roles.Reader);
        Assert.Equal("on", reader.Value<string>("SHOW default_transaction_read_only"));
        Assert.Equal("15s", reader.Value<string>("SHOW statement_timeout"));
    }

    [Fact]
    public void Every_role_counts_in_UTC_whatever_the_time_zone_of_the_server()
    {
        using var admin = _database.Open();
        admin.Execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'Europe/Warsaw'); END $$");
        try
        {
            using var other = _database.Open();
            Assert.Equal("Europe/Warsaw", other.Value<string>("SHOW timezone"));
            foreach (var role in Roles.All)
            {
                using var session = _database.Open(role);
                Assert.Equal("UTC", session.Value<string>("SHOW timezone"));
            }
        }
        finally
        {
            admin.Execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET timezone', current_database()); END $$");
        }
    }

    [Fact]
    public void The_writer_may_take_the_lock_of_its_query()
    {
        using var writer = _database.Open(Roles.Writer);
        Assert.True(writer.Value<bool>("SELECT pg_try_advisory_lock(hashtext('analytics.live-metrics'))"));
        Assert.Equal("off", writer.Value<string>("SHOW synchronous_commit"));
    }

    [Fact]
    public void A_role_without_grants_cannot_connect()
    {
        using var admin = _database.Open();
        admin.Execute("CREATE ROLE warehouse_stranger LOGIN PASSWORD 'stranger'");
        try
        {
            var stranger = new NpgsqlConnectionStringBuilder(_database.Admin) { Username = "warehouse_stranger", Password = "stranger" };
            Assert.Equal(
                PostgresErrorCodes.InsufficientPrivilege,
                Assert.Throws<PostgresException>(() => new Session(stranger.ConnectionString)).SqlState
            );
        }
        finally
        {
            admin.Execute("DROP ROLE warehouse_stranger");
        }
    }
}
